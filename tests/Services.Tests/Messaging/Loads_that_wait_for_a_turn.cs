using AccountingSync.Messaging;

namespace AccountingSync.Services.Tests.Messaging;

public sealed class Loads_that_wait_for_a_turn
{
    readonly List<string> turns = [];
    readonly Dictionary<string, Exception> poison = [];
    TaskCompletionSource open = null!;
    SemaphoreSlim semaphore = null!;
    Gathering<string> gathering = null!;

    [SetUp]
    public void Close()
    {
        turns.Clear();
        poison.Clear();
        open = new TaskCompletionSource();
        semaphore = new SemaphoreSlim(1);
        gathering = new(semaphore, maxSize: 3, load => load.Length, TakeTurn);
    }

    [TearDown]
    public void Dispose() => semaphore.Dispose();

    [Test]
    public async Task go_alone_when_nobody_else_waits()
    {
        open.SetResult();

        await Join("acme", "a");
        await Join("acme", "b");

        Assert.That(turns, Is.EqualTo(new[] { "acme: a", "acme: b" }));
    }

    [Test]
    public async Task go_together_when_they_waited_together()
    {
        var all = new[] { Join("acme", "a"), Join("acme", "b"), Join("acme", "c"), Join("acme", "d") };
        open.SetResult();
        await Task.WhenAll(all);

        Assert.That(turns, Is.EqualTo(new[] { "acme: a", "acme: b c d" }));
    }

    [Test]
    public async Task are_no_more_than_a_turn_takes_but_always_the_first()
    {
        var all = new[] { Join("acme", "a"), Join("acme", "bb"), Join("acme", "cc"), Join("acme", "ddddd") };
        open.SetResult();
        await Task.WhenAll(all);

        Assert.That(turns, Is.EqualTo(new[] { "acme: a", "acme: bb", "acme: cc", "acme: ddddd" }));
    }

    [Test]
    public async Task never_go_with_those_of_another_organisation()
    {
        var all = new[] { Join("acme", "a"), Join("bolt", "b"), Join("acme", "c"), Join("bolt", "d") };
        open.SetResult();
        await Task.WhenAll(all);

        Assert.That(turns, Is.EqualTo(new[] { "acme: a", "bolt: b d", "acme: c" }));
    }

    [Test]
    public async Task stand_for_themselves_when_their_turn_fails_for_good()
    {
        poison["c"] = new InvalidDataException("c is no good");
        var mates = new[] { Join("acme", "a"), Join("acme", "b"), Join("acme", "c"), Join("acme", "d") };
        open.SetResult();
        await Task.WhenAll(mates).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.That(turns, Is.EqualTo(new[] { "acme: a", "acme: b c d", "acme: b", "acme: c", "acme: d" }));
        Assert.That(mates.Select(mate => mate.IsCompletedSuccessfully), Is.EqualTo(new[] { true, true, false, true }));
        Assert.That(mates[2].Exception!.InnerException!.Message, Is.EqualTo("c is no good"));
    }

    [Test]
    public async Task fail_together_when_what_failed_may_pass_so_that_all_are_tried_again()
    {
        poison["c"] = new IOException("the database is away");
        var mates = new[] { Join("acme", "a"), Join("acme", "b"), Join("acme", "c") };
        open.SetResult();
        await Task.WhenAll(mates).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.That(turns, Is.EqualTo(new[] { "acme: a", "acme: b c" }));
        Assert.That(mates.Select(mate => mate.IsFaulted), Is.EqualTo(new[] { false, true, true }));
    }

    [Test]
    public async Task are_kept_apart_where_it_is_not_urgent_until_many_wait()
    {
        gathering = new(semaphore, maxSize: 100, load => load.Length, TakeTurn, apart: TimeSpan.FromHours(1));
        open.SetResult();
        await Join("acme", "a");

        var waiting = Enumerable.Range(0, 31).Select(_ => Join("acme", "b")).ToList();
        await Join("bolt", "c");
        Assert.That(waiting.Exists(load => load.IsCompleted), Is.False, "The hour is not over.");
        await Task.WhenAll([.. waiting, Join("acme", "d")]);

        Assert.That(turns, Is.EqualTo(new[] { "acme: a", "bolt: c", $"acme: {string.Concat(Enumerable.Repeat("b ", 31))}d" }));
    }

    Task Join(string organisation, string load) => gathering.Join(organisation, load, CancellationToken.None);

    async Task TakeTurn(string organisation, IReadOnlyList<string> loads, CancellationToken stop)
    {
        turns.Add($"{organisation}: {string.Join(' ', loads)}");
        await open.Task;
        foreach (var load in loads)
            if (poison.TryGetValue(load, out var fault))
                throw fault;
    }
}
