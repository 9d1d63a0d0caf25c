using System.Globalization;
using System.Net;
using AccountingSync.Accounting;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms.Odoo;

public class Writing_in_another_currency
{
    static readonly CancellationToken Go = CancellationToken.None;
    const string Rates = """
        "rates":[{"currency":"EUR","from":"2026-01-01","units":0.80},{"currency":"EUR","from":"2026-02-01","units":0.50},
                 {"currency":"JPY","from":"2026-02-01","units":150},{"currency":"GBP","from":"2020-01-01","units":0.75}]
        """;

    SandboxDatabase database = null!;

    [SetUp]
    public async Task Start_sandbox()
    {
        database = await SandboxDatabase.Start();
        await database.Set(Rates);
    }

    [TearDown]
    public async Task Stop_sandbox() => await database.DisposeAsync();

    [Test]
    public async Task takes_odoos_rate_of_the_day_and_keeps_the_amount_in_its_currency()
    {
        var sale = PlatformEntries.Sale("s-1", currency: "EUR");

        var document = ((WriteOutcome.Created)await Write(sale)).Document;

        Assert.That(PlatformEntries.Facts(document.Lines), Is.EqualTo(PlatformEntries.Facts(sale.Entry.Lines)));
        Assert.That(await InBooks(), Is.EqualTo(new[] { 135.00m, -125.00m, -10.00m }));
    }

    [Test]
    public async Task shares_what_rounding_leaves_so_that_the_entry_balances_and_no_line_changes_its_side()
    {
        JournalLine[] lines =
        [
            new(PlatformEntries.Clearing, "EUR", 0.03m),
            .. Enumerable.Range(0, 3).Select(_ => new JournalLine(PlatformEntries.Sales, "EUR", -0.01m)),
        ];

        Assert.That(await Write(PlatformEntries.Entry("s-1", lines)), Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(await InBooks(), Is.EqualTo(new[] { 0.04m, -0.02m, -0.01m, -0.01m }));
    }

    [Test]
    public async Task keeps_currencies_apart_that_meet_in_one_entry()
    {
        var exchange = PlatformEntries.Entry(
            "s-1",
            new(PlatformEntries.Clearing, "EUR", 8.00m),
            new(PlatformEntries.Sales, "EUR", -8.00m),
            new(PlatformEntries.Tax, "USD", 3.00m),
            new(PlatformEntries.Clearing, "USD", -3.00m)
        );

        var document = ((WriteOutcome.Created)await Write(exchange)).Document;

        Assert.That(PlatformEntries.Facts(document.Lines), Is.EqualTo(PlatformEntries.Facts(exchange.Entry.Lines)));
        Assert.That(await InBooks(), Is.EqualTo(new[] { 10.00m, -10.00m, 3.00m, -3.00m }));
    }

    [TestCase("JPY", "no rate of JPY on 2026-01-31 or before")]
    [TestCase("GBP", "or the currency is not active there")]
    [TestCase("CHF", "or the currency is not active there")]
    public async Task refuses_a_currency_that_odoo_would_take_for_one_to_one(string currency, string reason)
    {
        var sale = PlatformEntries.Sale("s-1", currency: currency);
        var mates = await database.Platform.Write([sale, PlatformEntries.Sale("s-2")], Go);

        Assert.That(((WriteOutcome.Refused)mates[0]).Reason, Does.Contain(reason).And.Contain("fx: book_in"));
        Assert.That(mates[1], Is.InstanceOf<WriteOutcome.Created>());
    }

    [TestCase("10000000000000.00")]
    public async Task refuses_an_amount_that_would_lose_digits_on_its_way(string amount)
    {
        var large = decimal.Parse(amount, CultureInfo.InvariantCulture);

        var outcome = await Write(
            PlatformEntries.Entry("s-1", new(PlatformEntries.Clearing, "USD", large), new(PlatformEntries.Sales, "USD", -large))
        );

        Assert.That(((WriteOutcome.Refused)outcome).Reason, Does.Contain("15 digits"));
    }

    [Test]
    public async Task sends_what_it_has_rates_for_before_it_is_too_late_and_the_rest_with_a_later_batch()
    {
        var clock = new SettableClock(SandboxServer.Noon);
        using var odoo = new ScriptedOdoo(clock);
        odoo.Meanwhile = method => clock.Advance(method == "res.currency/search_read" ? TimeSpan.FromSeconds(10) : TimeSpan.Zero);
        odoo.When("res.currency/search_read", HttpStatusCode.OK, """[{"id":1,"name":"USD","decimal_places":2}]""");
        for (var day = 1; day <= 20; day++)
            odoo.When("res.currency/search_read", HttpStatusCode.OK, """[{"id":2,"name":"EUR","decimal_places":2,"rate":0.8}]""");
        JournalLine[] lines = [new(PlatformEntries.Clearing, "EUR", 8.00m), new(PlatformEntries.Sales, "EUR", -8.00m)];
        var history = Enumerable.Range(1, 10).Select(day => PlatformEntries.On(new(2026, 1, day), $"s-{day}", lines)).ToList();

        var first = await odoo.Platform.Write(Claimed(history), Go);
        var second = await odoo.Platform.Write(Claimed(history), Go);

        // Ten seconds for the company, and forty of the eighty that are left for days.
        Assert.That(first.Take(4), Has.All.InstanceOf<WriteOutcome.Created>());
        Assert.That(first.Skip(4), Has.All.InstanceOf<WriteOutcome.Unavailable>());
        Assert.That(second.Take(4), Has.All.InstanceOf<WriteOutcome.AlreadyThere>());

        List<EntryToWrite> Claimed(IEnumerable<EntryToWrite> entries) =>
            [.. entries.Select(entry => entry with { SendBefore = clock.GetUtcNow() + TimeSpan.FromSeconds(90) })];
    }

    async Task<WriteOutcome> Write(EntryToWrite entry) => (await database.Platform.Write([entry], Go))[0];

    async Task<IEnumerable<decimal>> InBooks() =>
        [
            .. (await database.Moves())
                .Single()
                .GetProperty("lines")
                .EnumerateArray()
                .Select(line => decimal.Parse(line.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture)),
        ];
}
