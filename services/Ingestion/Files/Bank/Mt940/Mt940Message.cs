using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank.Mt940;

/// <param name="Tag">As between the colons: 61.</param>
/// <param name="Lines">The text after the tag and the lines that continue it, as they stand.</param>
/// <param name="Line">Of the tag, from 1.</param>
sealed record Mt940Field(string Tag, IReadOnlyList<string> Lines, int Line)
{
    public string First => Lines[0].Trim();

    public string Place => string.Create(CultureInfo.InvariantCulture, $"line {Line}");

    public BankShapeException Wrong(string part, string rule, string message) =>
        new(Place, part.Length == 0 ? $":{Tag}:" : $":{Tag}: {part}", rule, message);
}

/// <param name="Type">As SWIFT's envelope tells, 940 or 942 …; null without an envelope.</param>
sealed record Mt940Message(string? Type, IReadOnlyList<Mt940Field> Fields);
