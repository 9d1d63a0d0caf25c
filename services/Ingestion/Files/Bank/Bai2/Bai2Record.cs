using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>A record with what its continuations (88) add. Its fields are divided by commas, and end with a slash or with the line.</summary>
/// <param name="Code">01 to 99.</param>
/// <param name="Lines">What follows the code in each of its lines, without the slash at the end.</param>
/// <param name="Line">Of its first line, from 1.</param>
sealed record Bai2Record(string Code, IReadOnlyList<string> Lines, int Line)
{
    public string Place => string.Create(CultureInfo.InvariantCulture, $"line {Line}");

    public BankShapeException Wrong(string field, string rule, string message) => new(Place, $"{Code} {field}", rule, message);
}

/// <summary>Reads the fields of a record one after the other.</summary>
sealed class Bai2Fields(Bai2Record record)
{
    int line;
    int start;

    public bool AreLeft => line < record.Lines.Count;

    /// <returns>"" when the record has no more fields.</returns>
    public string Next()
    {
        if (!AreLeft)
            return "";
        var text = record.Lines[line];
        var comma = text.IndexOf(',', start);
        var field = comma < 0 ? text[start..] : text[start..comma];
        start = comma + 1;
        // What follows the last comma of a line is a field too, be it empty.
        if (comma < 0)
            (line, start) = (line + 1, 0);
        return field.Trim();
    }

    /// <summary>All that is left, commas included.</summary>
    public string Text()
    {
        var parts = record.Lines.Skip(line).Select((text, index) => (index == 0 ? text[start..] : text).Trim()).Where(text => text.Length > 0);
        var whole = string.Join(' ', parts);
        line = record.Lines.Count;
        return whole;
    }
}
