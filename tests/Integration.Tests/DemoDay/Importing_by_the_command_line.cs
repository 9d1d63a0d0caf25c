using AccountingSync.CommandLine.DemoDay;
using AccountingSync.CommandLine.Reach;
using AccountingSync.Integration.Tests.CommandLine;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.DemoDay;

[Category("DemoDay")]
public class Importing_by_the_command_line
{
    static Terminal Terminal => PlayedDay.Terminal;

    [Test]
    public async Task imports_history_by_the_batch_lane()
    {
        var file = Path.Combine(TestServers.DirectoryFor("import"), "history.jsonl");
        await File.WriteAllLinesAsync(file, [.. DemoPlan.For(2).Rest.Take(20).Select(sale => sale.Body.ToJsonString()), "no JSON"]);
        using (var setUp = new SetUp(PlayedDay.Run.Address))
            await setUp.AddOrganisation("old-shop", "Old Shop", CancellationToken.None);

        var first = await Terminal.Types("import", file, "--organisation", "old-shop");
        var second = await Terminal.Types("import", file, "--organisation", "old-shop", "--json");

        Assert.That(first.Code, Is.EqualTo(1), first.Errors);
        Assert.That(first.Output, Does.Contain("20 accepted, 0 duplicates, 0 conflicts, 1 rejected").And.Contain("line 21"));
        Assert.That(second.Json.GetProperty("duplicates").GetInt32(), Is.EqualTo(20), second.Errors);

        var listed = await Terminal.Types("imports", "--organisation", "old-shop");
        var import = second.Json.GetProperty("import").GetString()!;
        Assert.That(listed.Output, Does.Contain(import).And.Contain("history.jsonl").And.Contain("done").And.Contain("100 %"), listed.Errors);
        Assert.That(
            (await Terminal.Types("imports", "cancel", import, "--organisation", "old-shop")).Errors,
            Does.Contain($"Import {import} has ended: it is done.")
        );
        // It has no rules, so all that went through Transformation is held.
        await Eventually.That(
            async () => (await Terminal.Types("held", "list", "--organisation", "old-shop", "--json")).Json.GetProperty("held").GetArrayLength(),
            Is.EqualTo(20),
            "What is held"
        );
    }

    [Test]
    public async Task imports_a_vendors_export_and_what_was_mended_of_it()
    {
        var folder = TestServers.DirectoryFor("import-file");
        var (file, rejects) = (Path.Combine(folder, "balance.csv"), Path.Combine(folder, "mend.csv"));
        await File.WriteAllTextAsync(
            file,
            "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id\n"
                + "txn_1,2026-01-01 10:00:00,usd,10.00,0.50,9.50,charge,ch_1\n"
                + "txn_2,2026-01-01 10:00:00,usd,10.00,0.50,9.40,charge,ch_2\n"
        );
        using (var setUp = new SetUp(PlayedDay.Run.Address))
            await setUp.AddOrganisation("file-shop", "File Shop", CancellationToken.None);

        var first = await Terminal.Types("import", file, "--organisation", "file-shop", "--progress", "--rejects", rejects);
        Assert.That(first.Code, Is.EqualTo(1), first.Errors);
        Assert.That(first.Output, Does.Contain("2 rows of stripe-balance, source stripe,").And.Contain("1 accepted").And.Contain("line 3: net: "));
        Assert.That(first.Output, Does.Contain("100 % sent, 3 lines").And.Contain($"1 of 1 rows that were not accepted stand in {rejects}."));

        await File.WriteAllTextAsync(rejects, (await File.ReadAllTextAsync(rejects)).Replace("9.40,", "9.50,", StringComparison.Ordinal));
        var mended = await Terminal.Types("import", rejects, "--organisation", "file-shop", "--json");
        Assert.That((mended.Code, mended.Json.GetProperty("accepted").GetInt32()), Is.EqualTo((0, 1)), mended.Errors);
        var unknown = await Terminal.Types("import", file, "--organisation", "file-shop", "--form", "excel");
        Assert.That(unknown.Errors, Does.Contain("There is no form 'excel'."));
    }
}
