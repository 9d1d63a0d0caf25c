using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>A row whose cells are read by the names of their columns. What is there and is not what it should be throws
/// <see cref="RowProblemException"/>.</summary>
sealed class CsvRow(CsvHeader header, IReadOnlyList<string> cells, FileSettings settings)
{
    public IReadOnlyList<string> Columns => header.Names;
    public FileSettings Settings => settings;

    /// <returns>Null when there is no such column, or its cell is blank.</returns>
    public string? Text(string column) =>
        header.PlaceOf(column) is { } place && place < cells.Count && cells[place].Trim() is { Length: > 0 } text ? text : null;

    public string RequiredText(string column) => Text(column) ?? throw Missing(column);

    /// <returns>Null when there is no such column, or its cell is blank.</returns>
    public decimal? Amount(string column) =>
        Text(column) is not { } text ? null
        : DecimalText.TryParse(text, settings.Decimal ?? DecimalSign.Point, out var amount) ? amount
        : throw new RowProblemException(
            column,
            "amount",
            $"'{Shown(text)}' is no number with a decimal {(settings.Decimal == DecimalSign.Comma ? "comma" : "point")}, as the file has it elsewhere. Mend the cell, or say the sign ('decimal=point', 'decimal=comma')."
        );

    public decimal RequiredAmount(string column) => Amount(column) ?? throw Missing(column);

    /// <summary>0 when there is no such column, or its cell is blank.</summary>
    public decimal AmountOrZero(string column) => Amount(column) ?? 0m;

    /// <summary>A day and a time of day without an offset.</summary>
    /// <returns>Null when there is no such column, or its cell is blank.</returns>
    public DateTime? Local(string column) =>
        Text(column) is not { } text ? null
        : DateText.TryParse(text, settings.Dates, out var time) ? time
        : throw new RowProblemException(
            column,
            "time",
            $"'{Shown(text)}' is no date of 1970 to 2200 in the order that the file has elsewhere. Mend the cell, or say the order ('dates=dmy', 'dates=mdy')."
        );

    /// <summary>A time in the form of RFC 3339, or with the offset behind a space, as in 2026-01-01 10:00:00 +0100.</summary>
    public DateTimeOffset? Time(string column) =>
        Text(column) is not { } text ? null
        : TimeText.TryParse(text, out var time) || DateText.TryParseWithOffset(text, settings.Dates, out time) ? time
        : throw new RowProblemException(
            column,
            "time",
            $"'{Shown(text)}' is no time with an offset, as in 2026-01-01 10:00:00 +0100. If its order of day and month is not told elsewhere, say it ('dates=dmy', 'dates=mdy')."
        );

    public DateTimeOffset RequiredTime(string column) => Time(column) ?? throw Missing(column);

    public static RowProblemException Missing(string column) => new(column, "required", "The cell is empty or the column is missing. Fill it in.");

    /// <summary>Enough of a cell to find it by, and nothing that should not stand in answers and logs.</summary>
    public static string Shown(string text) =>
        Accounting.CardNumber.IsIn(text) ? "…"
        : text.Length > 40 ? text[..40] + "…"
        : text;
}
