using System.Text.Json;

namespace AccountingSync.Services.Tests.Sandbox;

/// <summary>An HTTP answer with its text and, where it is JSON, its content.</summary>
sealed record Reply(int Status, string Text, string? ContentType)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The code of the first error in an upper-case fault.</summary>
    public string FaultCode => Json.GetProperty("Fault").GetProperty("Error")[0].GetProperty("code").GetString()!;

    public JsonElement Entry => Json.GetProperty("JournalEntry");

    public static async Task<Reply> Of(HttpResponseMessage response)
    {
        using (response)
            return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType);
    }
}
