using System.Net.Http.Json;
using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Ledger;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.Security;

namespace AccountingSync.Integration.Tests.PlatformSync;

/// <summary>Each connection's worker holds its turn as long as the service runs; the pool that background work draws from has ten sessions.</summary>
public sealed class More_connections_than_a_pool_has_sessions
{
    const int Organisations = 15;

    [Test]
    public async Task are_all_pushed_to()
    {
        var directory = TestServers.DirectoryFor("many-connections");
        KeyRingFile.Create(Path.Combine(directory, "key-ring.json"));
        await using var office = await PostOffice.Open("many-connections");
        var service = await office.Start(
            typeof(NewConnection),
            "platform",
            "platform_sync",
            new Dictionary<string, string>
            {
                ["KeyRing:File"] = Path.Combine(directory, "key-ring.json"),
                ["PlainText:Directory"] = Path.Combine(directory, "journals"),
            }
        );
        var ledger = await office.Start(Queues.LedgerWriter);

        foreach (var number in Enumerable.Range(1, Organisations))
        {
            await Connect(service, $"shop-{number}");
            await ledger.Send(Posted($"shop-{number}"));
        }

        await Eventually.That(
            () => office.Read<long>("SELECT count(*) FROM platform.pushes WHERE state = 'written'"),
            Is.EqualTo(Organisations),
            "What was written"
        );
    }

    static async Task Connect(RunningService service, string organisation)
    {
        var books = new NewConnection("books", "plain-text", new Dictionary<string, string>(), null);
        using var answer = await service.Internal.PostAsJsonAsync($"connections?organisation={organisation}", books, Json.Snake);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    static JournalEntriesPosted Posted(string organisation) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new PostedEntry
                {
                    ReceivedAt = DateTimeOffset.UnixEpoch,
                    // After the connection was made, whatever the clock says: from then on entries are pushed.
                    PostedAt = TimeProvider.System.GetUtcNow().AddHours(1),
                    Entry = Books.Entry(organisation, "sale-1").Entry,
                },
            ],
        };
}
