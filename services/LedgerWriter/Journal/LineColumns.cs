using System.Globalization;
using System.Text;
using System.Text.Json;
using AccountingSync.Accounting;

namespace AccountingSync.LedgerWriter.Journal;

/// <summary>An entry's lines as PostgreSQL array literals: one text each, so that a batch of entries travels as plain arrays of text.</summary>
static class LineColumns
{
    public static string Accounts(IReadOnlyList<JournalLine> lines) => Literal(lines, line => line.Account);

    public static string Currencies(IReadOnlyList<JournalLine> lines) => Literal(lines, line => line.Currency);

    public static string Amounts(IReadOnlyList<JournalLine> lines) =>
        "{" + string.Join(',', lines.Select(line => line.Amount.ToString(CultureInfo.InvariantCulture))) + "}";

    /// <summary>Null when no line has a memo, tax code or dimension.</summary>
    public static string? Details(IReadOnlyList<JournalLine> lines) =>
        lines.Any(line => line.Memo is not null || line.TaxCode is not null || line.Dimensions is not null)
            ? JsonSerializer.Serialize(lines.Select(line => new LineDetail(line.Memo, line.TaxCode, line.Dimensions)))
            : null;

    static string Literal(IReadOnlyList<JournalLine> lines, Func<JournalLine, string> column)
    {
        var text = new StringBuilder("{");
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
                text.Append(',');
            text.Append('"').Append(column(lines[i]).Replace("\\", "\\\\").Replace("\"", "\\\"")).Append('"');
        }
        return text.Append('}').ToString();
    }
}

sealed record LineDetail(string? Memo, string? TaxCode, IReadOnlyDictionary<string, string>? Dimensions);
