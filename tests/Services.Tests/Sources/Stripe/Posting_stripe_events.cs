using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.Sources.Stripe;

/// <summary>Golden files: each event of the vendor beside the exact entries that the shipped rules make of it, as an accountant reads them.
/// Run with <c>ACCOUNTINGSYNC_ACCEPT=1</c> to write them anew, then read what changed.</summary>
public sealed class Posting_stripe_events
{
    static readonly RuleSet Retail = ShippedRuleSets.Load(ShippedRuleSets.Retail);
    static readonly string Folder = Path.Combine(TestFiles.Root, "tests", "Services.Tests", "Sources", "Stripe");

    static IEnumerable<string> Events() =>
        new[] { "documented", "derived" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Folder, folder), "*.json").Select(file => $"{folder}/{Path.GetFileName(file)}"))
            .Where(file => Read(file) is SourceEvent.Facts)
            .Order(StringComparer.Ordinal);

    static string Golden(string file) => Path.Combine(Folder, "entries", Path.GetFileNameWithoutExtension(file) + ".txt");

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file)
    {
        var actual = Entries((SourceEvent.Facts)Read(file));
        if (Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_ACCEPT") == "1")
            File.WriteAllText(Golden(file), actual);
        Assert.That(actual, Is.EqualTo(File.ReadAllText(Golden(file))));
    }

    [Test]
    public void every_expectation_has_its_event() =>
        Assert.That(Directory.GetFiles(Path.Combine(Folder, "entries")), Is.EquivalentTo(Events().Select(Golden)));

    static SourceEvent Read(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));
        return file.StartsWith("derived/balance_transaction-", StringComparison.Ordinal)
            ? new StripeSource().ReadFetched("stripe", new WantedObject("balance_transaction", "txn_1PgaxNB7WZ01zgkWEV3TLf40"), bytes)
            : new StripeSource().Read("stripe", bytes);
    }

    /// <summary>The charge that the vendor's refunds and disputes speak of: 25.50, of which 3.50 are a tip.</summary>
    static readonly SourceTransaction Charge = ((SourceEvent.Facts)Read("derived/charge.succeeded-tip-expanded.json")).Transactions[0];

    static MapResult Map(SourceTransaction transaction) =>
        RuleEvaluation.Map(transaction, Retail, "acme", transaction.RelatedTo == Charge.Id ? new Original(Charge, Retail, []) : null);

    static string Entries(SourceEvent.Facts facts)
    {
        var text = new StringBuilder();
        foreach (var transaction in facts.Transactions)
        {
            text.Append(text.Length == 0 ? "" : "\n");
            if (Map(transaction) is MapResult.Mapped(var entry))
            {
                text.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{entry.Date:yyyy-MM-dd} {entry.Description}, by rule {entry.Rule.Rule}\n"
                );
                foreach (var line in entry.Lines)
                    text.Append(System.Globalization.CultureInfo.InvariantCulture, $"    {LineText.WithDetails(line)}\n");
            }
            else if (Map(transaction) is MapResult.Held held)
                text.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{KindName.Of(transaction.Kind)} {transaction.Source} {transaction.Id} is held, {held.ReasonCode}: {held.Reason}\n"
                );
        }
        return text.ToString();
    }
}
