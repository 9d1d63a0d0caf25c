using System.Globalization;
using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Integration.Tests.Faults;
using AccountingSync.Integration.Tests.Messaging;
using Npgsql;

namespace AccountingSync.Integration.Tests.Tryton;

/// <summary>The whole system and a real accounting server: answers are cut off between them and the service is killed, then a bookkeeper works
/// in Tryton.</summary>
[Parallelizable]
public sealed class Entries_at_tryton
{
    const int Count = 300;
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);
    static readonly TimeSpan Noticed = TimeSpan.FromMinutes(1);

    [Test]
    public async Task are_there_once_and_agree_with_ours_account_by_account_and_what_a_bookkeeper_does_is_reported()
    {
        using var limit = new CancellationTokenSource(Limit);
        var dice = new Dice(6);
        var day = new PlannedDay(Count, dice);
        using var company = await TrytonCompany.Open([.. day.Accounts]);
        var chance = new Dice(11);
        await using var proxy = new CuttingProxy(company.Server.Address.Port, call => Choose(call, chance));
        await using var campaign = await CampaignSystem.Start("tryton", day.Accounts, settings: null, limit.Token);
        await Connect(campaign, company, proxy.Port, limit.Token);
        using var load = new LoadGenerator(campaign.System.AddressOf("ingestion"), campaign.ApiKey, day, dice, new FaultTally(), () => 1.0);

        await load.Send(limit.Token);
        await KillAtEachStep(campaign, limit.Token);
        await Settled.Wait(campaign, Count, limit.Token);

        TestContext.Progress.WriteLine(
            $"Cut: {string.Join(", ", Enum.GetValues<CuttingProxy.Cut>().Select(cut => $"{cut} {proxy.Count(cut)}"))}; drafts left {await company.Drafts()}"
        );
        Assert.That(proxy.Count(CuttingProxy.Cut.After), Is.GreaterThan(0), "Some answers were lost.");
        var posted = await company.Posted();
        Assert.That(posted, Is.Unique, "doubled");
        Assert.That(posted, Is.EquivalentTo(day.Expected.Keys.Select(PlatformKey.For)), "missing or not ours");
        Assert.That(NotZero(await company.TrialBalance()), Is.EquivalentTo(await OurTrialBalance(campaign, limit.Token)));

        var done = await WorkInTryton(company, [.. day.Expected.Values]);
        await Eventually.That(() => Corrections(campaign, limit.Token), Is.EqualTo(done), "What Reconciliation reports", Noticed);
    }

    /// <summary>Of what changes the books a third, of the rest a few.</summary>
    static CuttingProxy.Cut Choose(string call, Dice dice)
    {
        var writes = call.Contains("account.move.create", StringComparison.Ordinal) || call.Contains("account.move.post", StringComparison.Ordinal);
        lock (dice)
            return dice.OneIn(writes ? 3 : 25)
                ? dice.Pick([CuttingProxy.Cut.Before, CuttingProxy.Cut.After, CuttingProxy.Cut.Within])
                : CuttingProxy.Cut.None;
    }

    static async Task Connect(CampaignSystem campaign, TrytonCompany company, int port, CancellationToken stop)
    {
        var settings = new Dictionary<string, string>
        {
            ["base_address"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"),
            ["database"] = company.Server.Database.Name,
            ["user"] = TrytonServer.Administrator,
            ["company"] = company.Name,
            ["journal"] = TrytonCompany.Journal,
            ["settle_seconds"] = "8",
            ["timeout_seconds"] = "30",
        };
        var connection = new
        {
            connection = "tryton",
            platform = "tryton",
            settings,
            secrets = new Dictionary<string, string> { ["password"] = TrytonServer.Password },
        };
        (await campaign.Post("platform-sync", $"internal/connections?organisation={PlannedDay.Organisation}", connection, stop)).Dispose();
        // Entries posted from a second after this are pushed.
        await Task.Delay(TimeSpan.FromSeconds(2), stop);
    }

    /// <summary>The service dies after it has noted what it will send, after the answer, and after it has recorded it; then it lives.</summary>
    static async Task KillAtEachStep(CampaignSystem campaign, CancellationToken stop)
    {
        campaign.System.ProcessOf("platform-sync").Kill();
        foreach (var step in new[] { "push.intent-stored:2", "push.answered:3", "push.recorded:2", "push.answered:2" })
        {
            await campaign.System.StartServiceAsync(
                "platform-sync",
                new Dictionary<string, string> { ["ACCOUNTINGSYNC_FAILPOINT"] = step },
                waitUntilReady: false,
                stop
            );
            await campaign.System.ProcessOf("platform-sync").WaitForExitAsync(stop);
        }
        await campaign.System.StartServiceAsync("platform-sync", stop: stop);
    }

    /// <summary>Cancels one entry, another but for a cent, posts a copy of a third, and leaves a cancellation of a fourth unposted.</summary>
    /// <returns>What must be reported of it.</returns>
    static async Task<string> WorkInTryton(TrytonCompany company, IReadOnlyList<JournalEntry> entries)
    {
        var moves = new List<int>();
        foreach (var entry in entries.Take(4))
            moves.Add(await company.MoveOf(PlatformKey.For(entry.Id)));
        var refusal = await company.User.Refusal("model.account.move.write", Ids(moves[0]), Description("edited"));
        Assert.That(refusal, Does.Contain("cannot modify posted move"), "Nobody edits what is posted.");
        await company.Post(await company.Cancel(moves[0]));
        var but = await company.Cancel(moves[1]);
        await company.LeaveACent(but);
        await company.Post(but);
        await company.Post(await company.Copy(moves[2]));
        await company.Cancel(moves[3]);
        return $"deleted_in_platform {entries[0].Origin.TransactionId}, doubled_in_platform {entries[2].Origin.TransactionId}, "
            + $"edited_in_platform {entries[1].Origin.TransactionId}";
    }

    static async Task<string> Corrections(CampaignSystem campaign, CancellationToken stop)
    {
        using var open = JsonDocument.Parse(
            await campaign.Get("reconciliation", $"internal/corrections?organisation={PlannedDay.Organisation}", stop)
        );
        return string.Join(
            ", ",
            open.RootElement.EnumerateArray()
                .Where(view => view.GetProperty("connection").GetString() == "tryton")
                .Select(view => $"{view.GetProperty("type").GetString()} {view.GetProperty("transaction_id").GetString()}")
                .Order(StringComparer.Ordinal)
        );
    }

    static async Task<Dictionary<string, decimal>> OurTrialBalance(CampaignSystem campaign, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(campaign.System.OwnerConnectionString);
        await using var command = database.CreateCommand("SELECT account, sum(amount) FROM ledger.lines WHERE currency = 'USD' GROUP BY account");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var sums = new Dictionary<string, decimal>();
        while (await reader.ReadAsync(stop))
            sums.Add(reader.GetString(0), reader.GetDecimal(1));
        return NotZero(sums);
    }

    static Dictionary<string, decimal> NotZero(IReadOnlyDictionary<string, decimal> balances) =>
        balances.Where(balance => balance.Value != 0m).ToDictionary(balance => balance.Key, balance => balance.Value);

    static System.Text.Json.Nodes.JsonArray Ids(int move) => [move];

    static System.Text.Json.Nodes.JsonObject Description(string text) => new() { ["description"] = text };
}
