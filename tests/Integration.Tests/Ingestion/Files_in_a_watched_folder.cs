using System.Net.Http.Headers;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Files that are put into <c>incoming/</c>. The clock is pushed on while a test waits: a file is ready after ten seconds.</summary>
public sealed class Files_in_a_watched_folder
{
    string root = null!;
    Shop shop = null!;

    string Folder => Path.Combine(root, Shop.Organisation, Shop.Gateway);

    [SetUp]
    public async Task Open()
    {
        root = Path.Combine(TestServers.DirectoryFor("watched"), Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(Path.Combine(root, Shop.Organisation, Shop.Gateway, "incoming"));
        shop = await Shop.Open("watched", new Dictionary<string, string> { ["Imports:Directory"] = root });
    }

    [TearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task are_taken_in_like_those_that_are_sent_and_moved_with_what_is_to_be_mended_beside()
    {
        var file = StripeFile.Of(Enumerable.Range(1, 700));
        Put("march.csv", file + "txn_bad,2026-01-01 10:00:00,usd,10.00,0.50,9.00,charge,ch_bad,\n");
        Put("april.csv", StripeFile.Of([701]) + "\"" + string.Concat(Enumerable.Repeat("swallowed,row\n", 80_000)));
        Put("may.csv", "a,b\n1,2\n");
        Put("june.csv.part", file);
        await Until("done", Has.Count.EqualTo(1));
        var refused = await Until("refused", Has.Count.EqualTo(6));

        Assert.That(In("done"), Is.EqualTo(["march.csv"]));
        Assert.That(In("incoming"), Is.EqualTo(["june.csv.part"]));
        Assert.That(Text("refused", "april.csv.reason.txt"), Does.StartWith("From line 3 on: ").And.EndsWith(" is known again.\n"));
        Assert.That(Text("refused", "may.csv.reason.txt"), Does.StartWith("form: The file begins with no known columns (a, b)."));
        var rows = refused.Single(name =>
            name.StartsWith("march.rejected-", StringComparison.Ordinal) && name.EndsWith(".csv", StringComparison.Ordinal)
        );
        Assert.That(Text("refused", rows + ".reason.txt"), Does.Contain("1 of 701 rows of march.csv").And.Contain("line 702: net: "));
        Assert.That(await Transactions(), Is.EqualTo(2 * 701));

        // The same by the other door, and what was mended.
        using var sent = new HttpRequestMessage(HttpMethod.Post, "/v1/imports") { Content = new StringContent(file, null, "text/csv") };
        sent.Headers.Authorization = new AuthenticationHeaderValue("Bearer", shop.Key);
        var answer = JsonDocument.Parse((await Answer.Of(shop.Service.Http, sent)).Text).RootElement;
        Assert.That((answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicates").GetInt32()), Is.EqualTo((0, 700)));
        Put(rows, Text("refused", rows).Replace("9.00,", "9.50,", StringComparison.Ordinal));
        await Until("done", Has.Count.EqualTo(2));
        Assert.That(await Transactions(), Is.EqualTo(2 * 702));
    }

    [Test]
    public async Task are_neither_lost_nor_doubled_when_the_service_is_killed_in_the_middle_or_before_it_moved_them()
    {
        await shop.Stop();
        Put("march.csv", StripeFile.Of(Enumerable.Range(1, 1_200)));
        var whenWritten = File.GetLastWriteTimeUtc(Path.Combine(Folder, "incoming", "march.csv"));
        await using (var killed = await ChildProcess.StartAsync(shop.Process("accept.committed:2", out _)))
            await killed.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(await Transactions(), Is.EqualTo(2_000));
        Assert.That(In("incoming"), Is.EqualTo(["march.csv"]));

        await shop.Start();
        await Until("done", Has.Count.EqualTo(1));
        Assert.That(await Transactions(), Is.EqualTo(2_400));
        // That it was moved is noted after the move.
        await Eventually.That(
            () => shop.Office.Read<string>("SELECT state || ' ' || accepted || ' ' || duplicates || ' ' || moved FROM ingestion.imports"),
            Is.EqualTo("done 200 1000 true")
        );

        // As it is when the service dies after the import has ended, and before the file was moved.
        await shop.Office.Do("UPDATE ingestion.imports SET moved = false");
        File.Move(Path.Combine(Folder, "done", "march.csv"), Path.Combine(Folder, "incoming", "march.csv"));
        File.SetLastWriteTimeUtc(Path.Combine(Folder, "incoming", "march.csv"), whenWritten);
        await Until("done", Has.Count.EqualTo(1));
        await Eventually.That(() => shop.Office.Read<bool>("SELECT bool_and(moved) FROM ingestion.imports"), Is.True, "That it is moved is noted");
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.imports"), Is.EqualTo(1));
        Assert.That(await shop.Office.Read<long>("SELECT sum(count)::bigint FROM ingestion.tallies"), Is.EqualTo(2_000), "duplicates");
    }

    Task<long> Transactions() => shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions");

    void Put(string name, string text)
    {
        var hidden = Path.Combine(Folder, "incoming", "." + name);
        File.WriteAllText(hidden, text);
        File.Move(hidden, Path.Combine(Folder, "incoming", name));
    }

    string Text(string where, string name) => File.ReadAllText(Path.Combine(Folder, where, name));

    List<string> In(string where) =>
        Directory.Exists(Path.Combine(Folder, where))
            ? [.. Directory.GetFiles(Path.Combine(Folder, where)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
            : [];

    Task<List<string>> Until(string where, NUnit.Framework.Constraints.IResolveConstraint wanted) =>
        Eventually.That(
            () =>
            {
                shop.Clock.Shift += TimeSpan.FromSeconds(1);
                return Task.FromResult(In(where));
            },
            wanted,
            where
        );
}
