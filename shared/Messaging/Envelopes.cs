using System.Reflection;
using System.Text.Json;
using AccountingSync.Contracts;

namespace AccountingSync.Messaging;

/// <summary>Makes an envelope of one from an item that was set aside.</summary>
static class Envelopes
{
    static readonly Dictionary<string, (Type Envelope, Type Item)> Types = Flow
        .All.Select(route => route.Key)
        .Select(type =>
            (
                Envelope: type,
                Item: type.GetInterfaces()
                    .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnvelope<>))
                    ?.GetGenericArguments()[0]
            )
        )
        .Where(pair => pair.Item is not null)
        .ToDictionary(pair => pair.Envelope.Name, pair => (pair.Envelope, pair.Item!));

    public static void AddOne(Outbox outbox, string organisation, string messageType, string itemJson, string queue)
    {
        if (!Types.TryGetValue(messageType, out var types))
            throw new InvalidOperationException($"{messageType} is no envelope of the flow any more; its items cannot be replayed.");
        var json = $$"""{"Organisation":{{JsonSerializer.Serialize(organisation)}},"Items":[{{itemJson}}]}""";
        var envelope = JsonSerializer.Deserialize(json, types.Envelope)!;
        typeof(Outbox)
            .GetMethod(nameof(Outbox.AddFor), BindingFlags.Instance | BindingFlags.NonPublic)!
            .MakeGenericMethod(types.Envelope)
            .Invoke(outbox, BindingFlags.DoNotWrapExceptions, null, [queue, envelope], null);
    }
}
