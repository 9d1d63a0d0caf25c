using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>A refusal in QuickBooks' own words.</summary>
/// <param name="Code">Without leading zeros: QuickBooks writes both 003200 and 3200.</param>
/// <param name="Type">ValidationFault, AUTHENTICATION, SystemFault …</param>
sealed record QuickBooksFault(string Code, string Text, string Type)
{
    const string ClosedPeriod = "6210";
    const string Duplicate = "6140";
    const string TooFast = "3001";

    /// <summary>QuickBooks asks for a minute's pause.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);

    public bool IsDuplicateNumber => Code == Duplicate;
    public bool IsThrottle => Code == TooFast;

    // 100, 120: authentication and authorisation; 3100, 3200: the gateway's; 6190: the subscription has ended. A
    // person has to act at QuickBooks, and no entry is at fault.
    public bool NeedsPerson => Code is "100" or "120" or "3100" or "3200" or "6190" || Type.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase);

    // Their own failure while working: nobody knows how far they got.
    public bool IsTheirs => Code == "10000" || Type.StartsWith("SYSTEM", StringComparison.OrdinalIgnoreCase);

    /// <summary>The fault of an answer or of one item of a batch, in either of its two spellings; null when there is none.</summary>
    public static QuickBooksFault? In(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            return null;
        if (answer.TryGetProperty("Fault", out var fault) && fault.ValueKind == JsonValueKind.Object)
            return Read(fault, "Error", "Message", "Detail");
        if (answer.TryGetProperty("fault", out fault) && fault.ValueKind == JsonValueKind.Object)
            return Read(fault, "error", "message", "detail");
        return null;
    }

    public WriteOutcome ToOutcome() =>
        IsThrottle ? new WriteOutcome.Throttled(Pause)
        : NeedsPerson ? new WriteOutcome.SignInNeeded(Text)
        : IsTheirs ? new WriteOutcome.Unknown(Text)
        : Code == ClosedPeriod ? new WriteOutcome.ClosedPeriod(Text)
        : new WriteOutcome.Refused(Text);

    static QuickBooksFault Read(JsonElement fault, string list, string message, string detail)
    {
        var type = Word(fault, "type");
        var errors = fault.TryGetProperty(list, out var array) && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray().ToList() : [];
        if (errors.Count == 0)
            return new("", "QuickBooks refused without saying why.", type);
        var words = errors.Select(error =>
            string.Join(": ", new[] { Word(error, message), Word(error, detail) }.Where(part => part.Length > 0))
            + $" (QuickBooks error {Word(error, "code")})"
        );
        return new(Word(errors[0], "code").TrimStart('0'), string.Join("; ", words), type);
    }

    static string Word(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number => value.GetRawText(),
                _ => "",
            }
            : "";
}
