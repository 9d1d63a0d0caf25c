using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>49, 98 and 99: the sum of all amounts before them, how many parts there are, and how many lines.</summary>
/// <param name="What">The parts: accounts of a group, groups of a file; null for an account, whose details are not counted.</param>
/// <param name="ControlTotal">In minor units, as written.</param>
sealed record Bai2Trailer(Bai2Record Record, string? What, decimal ControlTotal, int? Parts, int? Lines)
{
    public static Bai2Trailer Read(Bai2Record record, string? what)
    {
        var fields = new Bai2Fields(record);
        var total =
            Bai2Values.Amount(record, "control total", fields.Next())
            ?? throw record.Wrong("control total", "missing", "The control total is missing.");
        var parts = what is null ? null : Count(record, $"number of {what}", fields.Next());
        return new Bai2Trailer(record, what, total, parts, Count(record, "number of records", fields.Next()));
    }

    /// <returns>Null when all agree with what was found.</returns>
    public StatementProblem? Breach(decimal sum, int parts, int lines)
    {
        if (What is not null && Parts is { } stated && stated != parts)
            return Differs($"number of {What}", "count", stated, parts);
        if (Lines is { } count && count != lines)
            return Differs("number of records", "count", count, lines);
        return ControlTotal == sum ? null : Differs("control total", "total", ControlTotal, sum);
    }

    StatementProblem Differs(string field, string rule, decimal stated, decimal found) =>
        Record
            .Wrong(
                field,
                rule,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The bank states {stated}, the file holds {found}. Something is missing or was changed: ask the bank for the file again."
                )
            )
            .Problem;

    static int? Count(Bai2Record record, string field, string text) =>
        text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : throw record.Wrong(field, "number", $"'{text}' is no number.");
}
