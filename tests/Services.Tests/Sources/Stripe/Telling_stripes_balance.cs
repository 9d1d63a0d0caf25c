using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Sources.Stripe;

public sealed class Telling_stripes_balance
{
    static readonly DateOnly Monday = new(2026, 3, 2);
    static readonly DateOnly Wednesday = new(2026, 3, 4);

    static string Row(string id, string source, string category, long amount, long fee, DateTimeOffset at, string type = "", int arrivesIn = 0) =>
        $$"""{"id":"{{id}}","object":"balance_transaction","type":"{{(type.Length > 0 ? type : category)}}","available_on":{{at.AddDays(arrivesIn).ToUnixTimeSeconds()}},"amount":{{amount}},"fee":{{fee}},"net":{{amount - fee}},"currency":"usd","created":{{at.ToUnixTimeSeconds()}},"reporting_category":"{{category}}","source":"{{source}}"}""";

    static DateTimeOffset On(DateOnly day, int hour) => new(day, new TimeOnly(hour, 0), TimeSpan.Zero);

    static readonly string[] Rows =
    [
        Row("txn_4", "ch_3", "charge", 7_00, 0, On(Monday.AddDays(2), 6)), // Of today, which is not over.
        Row("txn_3", "po_1", "payout", -50_00, 0, On(Monday.AddDays(1), 2)),
        Row("txn_2", "re_1", "refund", -20_00, 0, On(Monday, 15)),
        Row("txn_1", "ch_1", "charge", 100_00, 3_20, On(Monday, 9)),
    ];

    static string Page(params IEnumerable<string> rows) => $$"""{"object":"list","data":[{{string.Join(',', rows)}}],"has_more":false}""";

    static string Balance(long available, long pending) =>
        $$"""{"object":"balance","available":[{"amount":{{available}},"currency":"usd"}],"pending":[{"amount":{{pending}},"currency":"usd"}]}""";

    [Test]
    public async Task says_what_it_held_at_the_end_of_each_day_that_is_over_and_what_moved_it()
    {
        // 10.00 before Monday, 86.80 after it, 36.80 after Tuesday, and 43.80 by now.
        var told = await Told([Balance(40_00, 3_80), Page(Rows), Balance(40_00, 3_80)]);
        Assert.That(
            told.Select(period => (period.From, period.Opening, period.Closing)),
            Is.EqualTo(new[] { (Monday.AddDays(1), (decimal?)86.80m, (decimal?)36.80m), (Monday, 10.00m, 86.80m) })
        );
        Assert.That(
            told[1].Movements.Select(moved => (moved.Id, moved.TransactionId, moved.Amount)),
            Is.EquivalentTo(new[] { ("txn_1", "ch_1", 100.00m), ("txn_1", "txn_1", -3.20m), ("txn_2", "re_1", -20.00m) })
        );
        Assert.That(told[0].Movements.Select(moved => (moved.TransactionId, moved.Amount)), Is.EqualTo(new[] { ("po_1", -50.00m) }));
    }

    [Test]
    public async Task a_day_on_which_nothing_moved_is_told_all_the_same()
    {
        var told = await Told([Balance(5_00, 0), Page([]), Balance(5_00, 0)]);
        Assert.That(told.Select(period => (period.Opening, period.Closing)), Is.EqualTo(new[] { ((decimal?)5m, (decimal?)5m), (5m, 5m) }));
    }

    [Test]
    public async Task reads_once_more_when_it_moved_meanwhile()
    {
        var told = await Told([Balance(1_00, 0), Page([]), Balance(2_00, 0), Balance(2_00, 0), Page([]), Balance(2_00, 0)]);
        Assert.That(told.Select(period => period.Closing), Is.All.EqualTo(2m));
    }

    [Test]
    public async Task tells_nothing_of_a_balance_that_never_rests()
    {
        var amount = 0;
        var failed = (AccountAnswer.Failed)
            await Ask(path => path.Contains("transactions", StringComparison.Ordinal) ? Page([]) : Balance(amount++, 0));
        Assert.That(((FetchAnswer.Unavailable)failed.Why).Reason, Does.Contain("moved"));
    }

    [TestCase("""{"object":"list","data":[{"id":"txn_1"}],"has_more":false}""")]
    [TestCase("""{"object":"list","data":[],"has_more":true}""")]
    [TestCase("nonsense")]
    public async Task tells_nothing_by_a_list_that_it_does_not_understand(string page) =>
        Assert.That(
            await Ask(path => path.Contains("transactions", StringComparison.Ordinal) ? page : Balance(0, 0)),
            Is.InstanceOf<AccountAnswer.Failed>()
        );

    [Test]
    public async Task what_it_cannot_tell_the_meaning_of_moves_it_under_its_own_id()
    {
        var told = await Told([Balance(-1_00, 0), Page(Row("txn_9", "rsv_1", "risk_reserved_funds", -1_00, 0, On(Monday, 9))), Balance(-1_00, 0)]);
        Assert.That(told[1].Movements.Select(moved => (moved.TransactionId, moved.Amount)), Is.EqualTo(new[] { ("txn_9", -1.00m) }));
    }

    [TestCase("payout", "payout", 2, 9, "a week after the day on which its bank should have it")]
    [TestCase("refund", "payment_refund", 0, 7, "by a bank")]
    [TestCase("fee", "stripe_fee", 0, 38, "with the payout that settles it, which may be a monthly one")]
    public async Task says_how_long_that_may_be_under_way_which_is_told_later(string category, string type, int arrivesIn, int days, string why)
    {
        var told = await Told([Balance(-1_00, 0), Page(Row("txn_9", "po_9", category, -1_00, 0, On(Monday, 9), type, arrivesIn)), Balance(-1_00, 0)]);
        Assert.That(told[1].Movements.Single().UnderWayUntil, Is.EqualTo((DateOnly?)Monday.AddDays(days)), why);
    }

    [TestCase("charge", "charge")]
    [TestCase("refund", "refund")]
    [TestCase("dispute", "adjustment")]
    public async Task what_is_told_at_once_is_never_under_way(string category, string type)
    {
        var told = await Told([Balance(-1_00, 0), Page(Row("txn_9", "ob_9", category, -1_00, 0, On(Monday, 9), type)), Balance(-1_00, 0)]);
        Assert.That(told[1].Movements.Single().UnderWayUntil, Is.Null);
    }

    static async Task<IReadOnlyList<AccountPeriod>> Told(IEnumerable<string> answers)
    {
        var queue = new Queue<string>(answers);
        var told = (AccountAnswer.Told)await Ask(_ => queue.Dequeue());
        Assert.That(queue, Is.Empty);
        return told.Periods;
    }

    static async Task<AccountAnswer> Ask(Func<string, string> answer)
    {
        using var server = new ScriptedServer(address => answer(address.PathAndQuery));
        using var apis = new SourceApis(TimeProvider.System, server);
        var access = new SourceAccess("sk_test_1", new Uri("http://stripe.example/base/"));
        return await new StripeAccounts(apis).Tell(Monday, Wednesday, access, CancellationToken.None);
    }
}
