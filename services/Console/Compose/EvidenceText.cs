using System.Globalization;
using System.Text.Json;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>What supports a discrepancy, in words: which side says what.</summary>
public static class EvidenceText
{
    public static IReadOnlyList<(string Side, string Says)> Of(Discrepancy found)
    {
        try
        {
            var sides = found.Evidence.Deserialize<EvidenceSides>(Neighbour.Wire);
            var said = sides is null ? [] : Words(sides, found.Connection ?? "Platform").ToList();
            return said.Count > 0 ? said : [("Evidence", found.Evidence.GetRawText())];
        }
        catch (JsonException)
        {
            // Evidence of a type that is newer than this console is shown as it is.
            return [("Evidence", found.Evidence.GetRawText())];
        }
    }

    public static string Sentence(Discrepancy found) => string.Join("; ", Of(found).Select(side => $"{side.Side}: {side.Says}"));

    static IEnumerable<(string, string)> Words(EvidenceSides sides, string platform)
    {
        foreach (var source in sides.Source ?? [])
            yield return ("Source", Source(source));
        if (sides.Ledger is { } ledger)
            yield return ("Ledger", $"{ledger.Part} of {Totals(ledger.Totals)} on {ledger.Date:yyyy-MM-dd}, posted {Moment(ledger.PostedAt)}");
        foreach (var document in sides.Platform ?? [])
            yield return (platform, Document(document));
        foreach (var difference in sides.Differences ?? [])
            yield return (
                "Difference",
                $"ledger {AmountText.InWords(difference.Ledger, difference.Currency)}, {platform} {AmountText.InWords(difference.Platform, difference.Currency)}"
            );
        foreach (var said in sides.Payout is { } payout ? PayoutText.Of(payout) : [])
            yield return said;
        foreach (var said in sides.Account is { } account ? AccountText.Of(account) : [])
            yield return said;
        foreach (var said in sides.Bank is { } bank ? BankText.Of(bank) : [])
            yield return said;
        if (sides.Counts is { } counts)
            yield return (
                "Counts",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{counts.Received} received, but {counts.Posted} posted, {counts.Held} held, {counts.Rejected} rejected, {counts.Superseded} superseded and {counts.Waiting} waiting: {counts.Unaccounted} unaccounted for"
                )
            );
    }

    static string Source(SourceSays source)
    {
        var gross = source is { Gross: { } amount, Currency: { } currency } ? $" of {AmountText.InWords(amount, currency)}" : string.Empty;
        var reason = source.Reason is null ? string.Empty : $" ({source.Reason})";
        return $"revision {source.Revision.ToString(CultureInfo.InvariantCulture)}, {source.Kind ?? "transaction"}{gross}, {source.Outcome}{reason}";
    }

    static string Document(DocumentSays document)
    {
        var totals = document.Totals is { Count: > 0 } known ? $" of {Totals(known)}" : string.Empty;
        var detail = document.Detail is null ? string.Empty : $": {document.Detail}";
        return $"document {document.PlatformId}{totals}, {document.State}{detail}";
    }

    static string Totals(IReadOnlyDictionary<string, decimal> totals) =>
        string.Join(", ", totals.Select(total => AmountText.InWords(total.Value, total.Key)));

    static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
