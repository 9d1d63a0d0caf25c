using AccountingSync.Integration.Tests.Messaging;
using Npgsql;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>The comparator (tests/Benchmarks/Comparators) under the same kinds of faults, judged by the same comparison. It shows
/// that the checker can fail, and on what.</summary>
[Category("Faults")]
public sealed class A_plain_consumer
{
    const int Sales = 60;
    const int DoorDies = 2;
    const int ConsumerDies = 1;

    [Test]
    public async Task loses_and_doubles_what_it_had_accepted()
    {
        await using var system = await PlainSystem.Start();
        var next = 0;
        for (var turn = 0; turn < DoorDies; turn++)
        {
            await system.Start("door", "plain.published:5");
            for (var number = 0; number < 10; number++)
                await Send(system, next++);
        }
        for (var turn = 0; turn < ConsumerDies; turn++)
        {
            await system.Start("consumer", "plain.stored:5");
            for (var number = 0; number < 10; number++)
                await Send(system, next++);
            await Eventually.That(() => Task.FromResult(system.IsDead("consumer")), Is.True, "The consumer's death");
        }
        await system.Start("consumer");
        while (next < Sales)
            await Send(system, next++);
        // What waits in the broker's queues lies nowhere else.
        system.Kill("consumer");
        for (var number = 0; number < 20; number++)
            await Send(system, next++);
        await system.Broker.WipeDataAndRestartAsync();
        await system.Start("consumer");
        await Send(system, next);

        await Eventually.That(async () => (await Books(system)).Contains(Id(next)), Is.True, "The last one");
        await system.StopInOrder("consumer");
        var (lost, doubled, wrong) = (new List<string>(), new List<string>(), new List<string>());
        Checker.Compare(Checker.Ledger, system.Accepted, await Books(system), id => id, lost, doubled, wrong);
        TestContext.Progress.WriteLine(
            $"Plain consumer: accepted {system.Accepted.Count}; lost {lost.Count}, doubled {doubled.Count}, wrong {wrong.Count} after "
                + $"{DoorDies} deaths of the door, {ConsumerDies} of the consumer and one of the broker's disk"
                + string.Concat(lost.Take(3).Concat(doubled.Take(3)).Select(line => $"\n  {line}"))
        );
        Assert.Multiple(() =>
        {
            Assert.That(lost, Is.Not.Empty, "published and not yet consumed when the broker's data was wiped");
            Assert.That(doubled, Is.Not.Empty, "published and not yet answered when the door died, and sent again");
        });
    }

    /// <summary>Until there is an answer, as any source does.</summary>
    static async Task Send(PlainSystem system, int number)
    {
        while (!await system.TrySend(Id(number)))
            if (system.IsDead("door"))
                await system.Start("door");
    }

    static string Id(int number) => $"sale-{number:0000}";

    static async Task<List<string>> Books(PlainSystem system)
    {
        await using var database = NpgsqlDataSource.Create(system.ConnectionString);
        await using var command = database.CreateCommand("SELECT transaction_id FROM entries");
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await reader.ReadAsync())
            ids.Add(reader.GetString(0));
        return ids;
    }
}
