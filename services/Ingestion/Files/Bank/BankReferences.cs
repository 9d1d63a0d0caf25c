namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>References, and what banks write in their place when there is none.</summary>
static class BankReferences
{
    /// <returns>Null when the text says that there is no reference, or that it stands elsewhere (KREF+).</returns>
    public static string? OrNull(string? text)
    {
        var trimmed = text?.Trim();
        return
            string.IsNullOrEmpty(trimmed)
            || trimmed is "NONREF" or "NOREF" or "KREF+" or "NOTPROVIDED" or "NOT PROVIDED"
            || trimmed.All(c => c == '0')
            ? null
            : trimmed;
    }

    /// <returns>Null for what is empty.</returns>
    public static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
