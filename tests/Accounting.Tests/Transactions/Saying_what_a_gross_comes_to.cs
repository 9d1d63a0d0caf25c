namespace AccountingSync.Accounting.Tests.Transactions;

public sealed class Saying_what_a_gross_comes_to
{
    static readonly SourceTransaction Sale = new()
    {
        Source = "front-shop",
        Id = "sale-1001",
        Kind = TransactionKind.Sale,
        OccurredAt = new DateTimeOffset(2026, 1, 31, 23, 30, 0, TimeSpan.FromHours(-5)),
        Currency = "EUR",
        Gross = 118m,
    };

    static string Problem(SourceTransaction transaction)
    {
        var problem = TransactionRules.Check(transaction).Single();
        return $"{problem.Pointer} {problem.Rule}: {problem.Message}";
    }

    [Test]
    public void is_accepted_in_any_currency() =>
        Assert.That(TransactionRules.Check(Sale with { Settled = new("JPY", 19_112m), Booked = new("KWD", 39.141m) }), Is.Empty);

    [Test]
    public void is_accepted_in_its_own_currency_when_it_is_the_gross() =>
        Assert.That(TransactionRules.Check(Sale with { Settled = new("EUR", 118m), Booked = new("EUR", 118.00m) }), Is.Empty);

    [Test]
    public void has_no_sign_where_the_gross_has_one()
    {
        var returned = Sale with { Kind = TransactionKind.Fee, Gross = -2m };
        Assert.That(TransactionRules.Check(returned with { Settled = new("USD", 2.17m) }), Is.Empty);
        Assert.That(
            Problem(returned with { Settled = new("USD", -2.17m) }),
            Is.EqualTo("/settled/amount not-positive: Send what the gross comes to as an amount above zero: its direction is that of the gross.")
        );
    }

    [TestCase("usd", 1, "/settled/currency unknown-currency: 'usd' is no ISO 4217 currency in use; send the three-letter code in capitals.")]
    [TestCase("USD", 1.005, "/settled/amount scale: 1.005 has more decimals than USD allows (2).")]
    [TestCase("JPY", 0.5, "/settled/amount scale: 0.5 has more decimals than JPY allows (0).")]
    [TestCase("USD", 1e15, "/settled/amount too-large: Amounts beyond 999999999999999 are refused.")]
    [TestCase(
        "EUR",
        117,
        "/settled/amount equivalents-differ: The gross is 118 in the same currency, EUR: send the same amount, or leave this member out."
    )]
    public void names_what_is_wrong(string currency, double amount, string problem) =>
        Assert.That(Problem(Sale with { Settled = new(currency, (decimal)amount) }), Is.EqualTo(problem));

    [Test]
    public void is_one_amount_in_one_currency() =>
        Assert.That(
            Problem(Sale with { Settled = new("USD", 127.58m), Booked = new("USD", 127.59m) }),
            Is.EqualTo(
                "/booked/amount equivalents-differ: The gross settled as 127.58 and is booked as 127.59, both in USD: send the same amount, or leave one out."
            )
        );

    [Test]
    public void is_nothing_where_the_gross_is() =>
        Assert.That(
            Problem(Sale with { Gross = 0m, Booked = new("USD", 1m) }),
            Is.EqualTo("/booked nothing-to-exchange: The gross is zero, which comes to nothing in any currency: leave this member out.")
        );
}
