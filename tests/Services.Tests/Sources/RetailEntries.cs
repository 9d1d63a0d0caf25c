using System.Globalization;
using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.Sources;

/// <summary>The exact entries that the shipped rules, those for retail mostly, make of an event, as an accountant reads them.</summary>
static class RetailEntries
{
    static readonly RuleSet Retail = ShippedRuleSets.Load(ShippedRuleSets.Retail);
    static readonly RuleSet OnlineShop = ShippedRuleSets.Load("ecommerce");
    static readonly RuleSet Restaurant = ShippedRuleSets.Load("restaurant");
    static readonly RuleSet Subscriptions = ShippedRuleSets.Load("subscriptions");

    /// <param name="originals">In the books already: what refunds among the facts may give back a part of, as of the facts themselves, which come first.</param>
    public static string Of(SourceEvent.Facts facts, params IReadOnlyList<SourceTransaction> originals) => Of(Retail, facts, originals);

    public static string OfAnOnlineShop(SourceEvent.Facts facts, params IReadOnlyList<SourceTransaction> originals) =>
        Of(OnlineShop, facts, originals);

    public static string OfARestaurant(SourceEvent.Facts facts, params IReadOnlyList<SourceTransaction> originals) =>
        Of(Restaurant, facts, originals);

    public static string OfSubscriptions(SourceEvent.Facts facts, params IReadOnlyList<SourceTransaction> originals) =>
        Of(Subscriptions, facts, originals);

    /// <summary>The same by retail with a line more: what was exchanged is posted as what it settled as.</summary>
    public static string InTheCurrencyOfTheSettlement(SourceEvent.Facts facts, params IReadOnlyList<SourceTransaction> originals) =>
        Of(Exchanging, facts, originals);

    static readonly RuleSet Exchanging = (
        (RuleSetFileResult.Read)RuleSetFile.Parse(WithExchange("{ book_in: settlement, difference: \"expenses:exchange\" }"), "retail.yaml")
    ).RuleSet;

    /// <summary>The text of retail with another default.</summary>
    public static string WithExchange(string fx) =>
        ShippedRuleSets
            .Text(ShippedRuleSets.Retail)
            .Replace("defaults:\n", $"defaults:\n  fx: {fx}\n", StringComparison.Ordinal)
            .Replace("accounts:\n", "accounts:\n  - { account: \"expenses:exchange\", type: expense }\n", StringComparison.Ordinal);

    static string Of(RuleSet rules, SourceEvent.Facts facts, IReadOnlyList<SourceTransaction> originals)
    {
        var givenBack = new Dictionary<string, List<(string Id, Portion Portion)>>();
        MapResult Map(SourceTransaction transaction)
        {
            var original = facts
                .Transactions.Concat(originals)
                .FirstOrDefault(one => one.Id == transaction.RelatedTo && !ReferenceEquals(one, transaction));
            if (original is null)
                return RuleEvaluation.Map(transaction, rules, "acme");
            if (!givenBack.TryGetValue(original.Id, out var before))
                givenBack.Add(original.Id, before = []);
            // An earlier revision of its own is taken back.
            var others = before.Where(one => one.Id != transaction.Id).Select(one => one.Portion);
            var result = RuleEvaluation.Map(transaction, rules, "acme", new Original(original, rules, [.. others]));
            if (result is not MapResult.Mapped { GivesBack: { } portion })
                return result;
            before.RemoveAll(one => one.Id == transaction.Id);
            before.Add((transaction.Id, portion));
            return result;
        }
        var text = new StringBuilder();
        foreach (var transaction in facts.Transactions)
        {
            text.Append(text.Length == 0 ? "" : "\n");
            var result = Map(transaction);
            if (result is MapResult.Mapped(var entry))
            {
                text.Append(CultureInfo.InvariantCulture, $"{entry.Date:yyyy-MM-dd} {entry.Description}, by rule {entry.Rule.Rule}\n");
                foreach (var line in entry.Lines)
                    text.Append(CultureInfo.InvariantCulture, $"    {LineText.WithDetails(line)}\n");
            }
            else if (result is MapResult.Held held)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{KindName.Of(transaction.Kind)} {transaction.Source} {transaction.Id} is held, {held.ReasonCode}: {held.Reason}\n"
                );
        }
        return text.ToString();
    }
}
