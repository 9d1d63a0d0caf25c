using System.Globalization;
using System.Net.Http.Json;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LedgerWriter.ReadLedger;

namespace AccountingSync.Integration.Tests.Ledger;

public sealed class The_trial_balance
{
    Books books = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        books = await Books.Open("balance");
        await books.Post("shop", Books.Entry("shop", "january", 100m, date: new DateOnly(2026, 1, 31)));
        await books.Settled();
        await books.Post("shop", Books.Entry("shop", "february", 20m, date: new DateOnly(2026, 2, 1)));
        await books.Settled();
        // Heard of last, though it belongs to the first month; in a currency of three decimals and one of none.
        await books.Post(
            "shop",
            Books.Entry("shop", "late", 5m, date: new DateOnly(2026, 1, 15)),
            Books.Entry("shop", "dinars", 1.234m, date: new DateOnly(2026, 1, 15), currency: "KWD"),
            Books.Entry("shop", "yen", 500m, date: new DateOnly(2026, 1, 15), currency: "JPY")
        );
        await books.Post("other", Books.Entry("other", "january", 7777m));
        await books.Settled();
    }

    [OneTimeTearDown]
    public async Task Close() => await books.DisposeAsync();

    [Test]
    public async Task is_exact_in_every_currency() =>
        Assert.That(
            await books.Service.Internal.GetStringAsync("trial-balance?organisation=shop"),
            Is.EqualTo(
                """
                [{"account":"assets:cash","currency":"JPY","balance":500},{"account":"assets:cash","currency":"KWD","balance":1.234},{"account":"assets:cash","currency":"USD","balance":125.00},{"account":"income:sales","currency":"JPY","balance":-500},{"account":"income:sales","currency":"KWD","balance":-1.234},{"account":"income:sales","currency":"USD","balance":-125.00}]
                """
            )
        );

    [TestCase("2026-01-14", 0)]
    [TestCase("2026-01-15", 5)]
    [TestCase("2026-01-31", 105)]
    [TestCase("2026-02-01", 125)]
    public async Task can_be_had_as_of_a_day(string asOf, decimal dollars) => Assert.That(await Dollars($"&asOf={asOf}"), Is.EqualTo(dollars));

    [Test]
    public async Task can_be_had_as_it_was_known_at_a_moment()
    {
        var first = await PostedAt("january");
        var second = await PostedAt("february");

        Assert.That(await Dollars($"&knownAt={Moment(first.AddMilliseconds(-1))}"), Is.Zero);
        Assert.That(await Dollars($"&knownAt={Moment(first)}"), Is.EqualTo(100m));
        Assert.That(await Dollars($"&knownAt={Moment(second)}"), Is.EqualTo(120m));
        Assert.That(await Dollars($"&knownAt={Moment(second)}&asOf=2026-01-31"), Is.EqualTo(100m), "what was known then about January");
        Assert.That(await Dollars("&asOf=2026-01-31"), Is.EqualTo(105m), "and what is known now");
    }

    async Task<decimal> Dollars(string query) =>
        (await books.Service.Internal.GetFromJsonAsync<List<AccountBalance>>($"trial-balance?organisation=shop{query}", Json.Snake))!
            .Where(balance => balance is { Account: "assets:cash", Currency: "USD" })
            .Sum(balance => balance.Balance);

    Task<DateTime> PostedAt(string id) =>
        books.Office.Read<DateTime>($"SELECT posted_at FROM ledger.entries WHERE organisation = 'shop' AND transaction_id = '{id}'");

    static string Moment(DateTime time) => Uri.EscapeDataString(time.ToString("O", CultureInfo.InvariantCulture));
}
