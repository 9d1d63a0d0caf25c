using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank.Ofx;

/// <summary>OFX's amounts and times.</summary>
static partial class OfxValues
{
    /// <summary>Its day is the one written, in the place that the offset names.</summary>
    [GeneratedRegex(
        @"\A(?<day>[0-9]{8})([0-9]{4}([0-9]{2}(\.[0-9]{1,6})?)?)?\s*(\[[+-]?[0-9.]{0,5}(:[A-Za-z0-9/+-]{1,30})?\])?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Time { get; }

    public static DateOnly Day(FileElement holder, string name)
    {
        var element = Required(holder, name);
        var text = element.Text.Trim();
        return Time.Match(text) is { Success: true } match && BankDate.TryLong(match.Groups["day"].Value, out var day)
            ? day
            : throw element.Wrong(
                $"{holder.Name}/{name}",
                "date",
                $"'{text}' is no day such as 20260131, with a time such as 20260131120000[-5:EST] or without."
            );
    }

    public static decimal Amount(FileElement holder, string name)
    {
        var element = Required(holder, name);
        var text = element.Text.Trim();
        return BankAmount.TryParse(text, separator: null, out var amount)
            ? amount
            : throw element.Wrong(
                $"{holder.Name}/{name}",
                "amount",
                $"'{text}' is no amount such as -118.00 or -118,00, without separators of thousands."
            );
    }

    static FileElement Required(FileElement holder, string name) =>
        holder.Child(name) is { } element && !string.IsNullOrWhiteSpace(element.Text)
            ? element
            : throw holder.Wrong(
                $"{holder.Name}/{name}",
                "missing",
                $"{name} is missing or empty. The form requires it: ask the bank for the file again."
            );
}
