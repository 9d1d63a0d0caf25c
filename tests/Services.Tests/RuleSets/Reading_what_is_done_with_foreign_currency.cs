using AccountingSync.Accounting.Rules.Exchange;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.RuleSets;

public sealed class Reading_what_is_done_with_foreign_currency
{
    static string With(string fx, string accounts = "") =>
        $$"""
            ruleset: shop
            version: 3
            effective: { from: 2026-01-01, tz: UTC }
            defaults: { fx: {{fx}} }
            {{accounts}}
            rules:
              - id: sale
                when: { kind: sale }
                lines:
                  - { dr: "assets:cash", amount: gross }
                  - { cr: "income:sales", amount: gross }
            """;

    static string Errors(string text) =>
        RuleSetFile.Parse(text, "shop.yaml") is RuleSetFileResult.Refused(var errors)
            ? string.Join('\n', errors.Select(error => error.ToString()))
            : "";

    static ExchangePolicy? Policy(string text) => ((RuleSetFileResult.Read)RuleSetFile.Parse(text, "shop.yaml")).RuleSet.Exchange;

    [Test]
    public void is_nothing_where_nothing_is_said() =>
        Assert.That(Policy(With("{}").Replace("fx: {}", "unmatched: hold", StringComparison.Ordinal)), Is.Null);

    [TestCase("{ book_in: settlement, difference: \"expenses:exchange\" }", null, true)]
    [TestCase("{ book_in: USD, difference: \"expenses:exchange\" }", "USD", true)]
    [TestCase("{ book_in: USD, difference: \"expenses:exchange\", until_known: hold }", "USD", true)]
    [TestCase("{ book_in: JPY, difference: \"expenses:exchange\", until_known: presentment }", "JPY", false)]
    public void is_read(string fx, string? bookIn, bool holds) =>
        Assert.That(Policy(With(fx)), Is.EqualTo(new ExchangePolicy(bookIn, "expenses:exchange", holds)));

    [TestCase("5", "shop.yaml:4:17: 'fx' is '5'. Write keys and values: book_in, difference, until_known.")]
    [TestCase(
        "{ book_in: USD }",
        "shop.yaml:4:17: 'fx' has no 'difference'. Write fx: { book_in: settlement, difference: \"expenses:exchange\" }, or { book_in: USD, difference: …, until_known: hold }."
    )]
    [TestCase(
        "{ difference: \"expenses:exchange\" }",
        "shop.yaml:4:17: 'fx' has no 'book_in'. Write fx: { book_in: settlement, difference: \"expenses:exchange\" }, or { book_in: USD, difference: …, until_known: hold }."
    )]
    [TestCase(
        "{ book_in: usd, difference: \"expenses:exchange\" }",
        "shop.yaml:4:28: 'usd' is no currency to book in. Write settlement, or an ISO 4217 code in capitals such as USD."
    )]
    [TestCase(
        "{ book_in: USD, difference: \"expenses:exchange\", until_known: guess }",
        "shop.yaml:4:79: 'guess' is nothing that can be done until an amount is known. Write hold or presentment."
    )]
    [TestCase(
        "{ book_in: settlement, difference: \"expenses:exchange\", until_known: hold }",
        "shop.yaml:4:86: with 'book_in: settlement' a transaction that does not say what it settled as is posted in its own currency. Leave until_known out, or name the currency of the books: book_in: USD."
    )]
    [TestCase(
        "{ book_in: USD, difference: \"expenses:{source}\" }",
        "shop.yaml:4:45: the account for differences holds a field. Name one account for the whole set."
    )]
    [TestCase("{ book_in: USD, difference: \"exchange\" }", "shop.yaml:4:46: 'exchange' is no root of accounts. ")]
    [TestCase("{ book_in: USD, diff: \"expenses:exchange\", difference: \"expenses:exchange\" }", "shop.yaml:4:33: unknown key 'diff' in 'fx'. ")]
    public void names_what_is_wrong(string fx, string error) => Assert.That(Errors(With(fx)), Does.StartWith(error).And.Not.Contain("\n"));

    [Test]
    public void wants_an_account_that_is_in_the_chart() =>
        Assert.That(
            Errors(
                With(
                    "{ book_in: USD, difference: \"expenses:exchange\" }",
                    "accounts: [{ account: \"assets:cash\", type: asset }, { account: \"income:sales\", type: income }]"
                )
            ),
            Does.StartWith("shop.yaml:4:45: the account 'expenses:exchange' is not in the chart of accounts.")
        );

    [TestCase("settled: { currency: EUR, amount: 1.00 }", "/settled/amount of the transaction: The gross is 5.00 in the same currency")]
    [TestCase("settled: { currency: USD }", "the element has no 'amount'")]
    [TestCase("booked: USD 5.00", "'booked' is 'USD 5.00'")]
    public void a_test_is_refused_as_ingestion_would(string member, string error)
    {
        var test = $$"""

            tests:
              - name: one
                given: { source: till, id: s-1, kind: sale, occurred_at: 2026-02-01T12:00:00Z, currency: EUR, gross: 5.00, {{member}} }
                expect: { held: no-rule }
            """;
        Assert.That(Errors(With("{ book_in: USD, difference: \"expenses:exchange\" }") + test), Does.Contain(error));
    }
}
