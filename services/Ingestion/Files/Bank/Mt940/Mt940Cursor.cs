namespace AccountingSync.Ingestion.Files.Bank.Mt940;

/// <summary>Goes through the fields of a message in their order.</summary>
sealed class Mt940Cursor(IReadOnlyList<Mt940Field> fields)
{
    int next;

    static readonly string[] OfSeveralLines = ["25P", "61", "86", "NS"];

    /// <returns>Null when another field is next.</returns>
    public Mt940Field? Optional(params ReadOnlySpan<string> tags)
    {
        if (next == fields.Count || !tags.Contains(fields[next].Tag))
            return null;
        var field = fields[next++];
        return field.Lines.Count == 1 || OfSeveralLines.Contains(field.Tag)
            ? field
            : throw field.Wrong("", "text", $"The text '{BankTexts.Short(field.Lines[1])}' belongs to no field: :{field.Tag}: has one line.");
    }

    public Mt940Field Required(params ReadOnlySpan<string> tags)
    {
        if (Optional(tags) is { } field)
            return field;
        var expected = string.Join(" or ", tags.ToArray().Select(tag => $":{tag}:"));
        throw next < fields.Count
            ? fields[next].Wrong("", "order", $":{fields[next].Tag}: stands where {expected} must stand. Ask the bank for the statement again.")
            : fields[^1]
                .Wrong(
                    "",
                    "missing",
                    $"The message ends after :{fields[^1].Tag}:, and {expected} must follow. It was cut off: ask the bank for it again."
                );
    }

    public void End()
    {
        if (next < fields.Count)
            throw fields[next]
                .Wrong("", "order", $":{fields[next].Tag}: stands after the end of the statement. Ask the bank for the statement again.");
    }
}
