using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace AccountingSync.Messaging;

/// <summary>Whose a message in an error queue is. One that cannot be read is nobody's: only whoever runs the installation sees it.</summary>
static class MessageOwner
{
    public static string? Of(BasicGetResult message)
    {
        // A rejected message of the inbound queue: <organisation>.<source>.
        if (message.BasicProperties.Headers?.TryGetValue("acs-routing-key", out var key) == true && key is byte[] routingKey)
            return Encoding.UTF8.GetString(routingKey).Split('.')[0];
        try
        {
            using var content = JsonDocument.Parse(message.Body);
            return
                content.RootElement is { ValueKind: JsonValueKind.Object } members
                && members.TryGetProperty("organisation", out var organisation)
                && organisation.ValueKind == JsonValueKind.String
                ? organisation.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
