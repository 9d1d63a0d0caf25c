using System.Globalization;
using System.Text.Encodings.Web;
using AccountingSync.Accounting;
using Microsoft.AspNetCore.Html;

namespace AccountingSync.Console.Pages;

/// <summary>How figures, times and names are written on the pages. Debits and credits have columns of their own;
/// a figure that can be negative anywhere else stands in parentheses.</summary>
public static class Show
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long? count) => count is { } known ? Count(known) : "–";

    public static string Amount(decimal amount, string currency)
    {
        var scale = Currencies.TryFind(currency, out var known) ? known.Scale : 2;
        var text = Math.Abs(amount).ToString("N" + scale.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return amount < 0 ? $"({text})" : text;
    }

    /// <summary>The amount when it is a debit, otherwise nothing.</summary>
    public static string Debit(decimal amount, string currency) => amount > 0 ? Amount(amount, currency) : string.Empty;

    /// <summary>The amount, without its sign, when it is a credit, otherwise nothing.</summary>
    public static string Credit(decimal amount, string currency) => amount < 0 ? Amount(-amount, currency) : string.Empty;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A moment in UTC, to the second, readable by programs too.</summary>
    public static IHtmlContent Moment(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        var exact = utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var text = utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new HtmlString($"<time datetime=\"{exact}\">{text}<span class=\"zone\"> UTC</span></time>");
    }

    /// <summary>The same for places where the day is plain.</summary>
    public static IHtmlContent Clock(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        var exact = utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return new HtmlString($"<time datetime=\"{exact}\" title=\"{exact}\">{utc.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</time>");
    }

    /// <summary>A long name that may be broken after each of its parts.</summary>
    public static IHtmlContent Breakable(string name) =>
        new HtmlString(
            HtmlEncoder
                .Default.Encode(name)
                .Replace(":", ":<wbr>", StringComparison.Ordinal)
                .Replace("_", "_<wbr>", StringComparison.Ordinal)
                .Replace("-", "-<wbr>", StringComparison.Ordinal)
        );

    /// <summary>The word for a platform that people know.</summary>
    public static string Platform(string platform) =>
        platform switch
        {
            "quickbooks" => "QuickBooks",
            "plain-text" => "plain text",
            "xero" => "Xero",
            "tryton" => "Tryton",
            "odoo" => "Odoo",
            _ => platform,
        };

    /// <summary>Which colour a state has: good, wait or bad. The word itself is always shown as well.</summary>
    public static string Tone(string? state) =>
        state switch
        {
            "written" or "posted" => "good",
            "refused" or "parked" or "rejected" or "deleted" or "doubled" or "edited" => "bad",
            _ => "wait",
        };

    /// <summary>"not_in_ledger" reads as "Not in ledger".</summary>
    public static string Words(string code)
    {
        var words = code.Replace('_', ' ').Replace('-', ' ').Trim();
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string SummaryAddress(Guid summary, string? account = null) =>
        $"/summaries?id={summary}{(account is null ? null : $"&account={Uri.EscapeDataString(account)}")}";

    public static string TransactionAddress(string source, string id) =>
        $"/transactions?source={Uri.EscapeDataString(source)}&id={Uri.EscapeDataString(id)}";
}
