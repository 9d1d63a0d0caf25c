using AccountingSync.Accounting;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms;

/// <summary>What every accounting platform does, whatever it is made of.</summary>
public abstract class AccountingPlatformContract
{
    static readonly CancellationToken Go = CancellationToken.None;

    /// <summary>Empty books, new for each test.</summary>
    protected abstract IAccountingPlatform Platform { get; }

    /// <summary>An entry that this platform refuses for good.</summary>
    protected abstract EntryToWrite Unacceptable(string id);

    /// <summary>How many documents bear the key, counted without the platform's own code.</summary>
    protected abstract Task<int> CountHeld(string key);

    [Test]
    public async Task creates_what_it_is_given_and_answers_with_what_it_holds()
    {
        var sale = PlatformEntries.Sale("s-1");

        var outcome = await Write(sale);

        Assert.That(outcome, Is.InstanceOf<WriteOutcome.Created>());
        Expect(((WriteOutcome.Created)outcome).Document, sale);
        Assert.That(await CountHeld(sale.Key), Is.EqualTo(1));
    }

    [Test]
    public async Task answers_one_outcome_for_each_entry_in_the_same_order()
    {
        var sales = Enumerable.Range(1, Platform.Capabilities.BatchSize).Select(i => PlatformEntries.Sale($"s-{i}", net: i)).ToList();

        var outcomes = await Platform.Write(sales, Go);

        Assert.That(outcomes, Has.Count.EqualTo(sales.Count).And.All.InstanceOf<WriteOutcome.Created>());
        foreach (var (outcome, sale) in outcomes.Zip(sales))
            Expect(((WriteOutcome.Created)outcome).Document, sale);
    }

    [Test]
    public async Task writes_the_mates_of_an_entry_that_it_refuses()
    {
        EntryToWrite[] entries = [PlatformEntries.Sale("s-1"), Unacceptable("bad"), PlatformEntries.Sale("s-2")];

        var outcomes = await Platform.Write(entries, Go);

        Assert.That(
            outcomes.Select(outcome => outcome.GetType().Name),
            Is.EqualTo(new[] { nameof(WriteOutcome.Created), nameof(WriteOutcome.Refused), nameof(WriteOutcome.Created) })
        );
        Assert.That(((WriteOutcome.Refused)outcomes[1]).Reason, Is.Not.Empty);
        Assert.That(await CountHeld(entries[1].Key), Is.Zero);
        Assert.That(await Platform.LookUp(entries[1].Key, Go), Is.InstanceOf<LookUpOutcome.Absent>());
    }

    [Test]
    public async Task holds_an_entry_once_however_often_the_same_attempt_is_repeated()
    {
        var sale = PlatformEntries.Sale("s-1");
        var first = await Write(sale);

        var again = await Write(sale);

        Assert.That(again, Is.InstanceOf<WriteOutcome.Created>().Or.InstanceOf<WriteOutcome.AlreadyThere>());
        Assert.That(Document(again).PlatformId, Is.EqualTo(Document(first).PlatformId));
        Assert.That(await CountHeld(sale.Key), Is.EqualTo(1));
    }

    [Test]
    public async Task holds_a_batch_once_however_often_the_same_attempt_is_repeated()
    {
        EntryToWrite[] sales = [PlatformEntries.Sale("s-1"), PlatformEntries.Sale("s-2")];
        var first = await Platform.Write(sales, Go);

        var again = await Platform.Write(sales, Go);

        Assert.That(again.Select(outcome => Document(outcome).PlatformId), Is.EqualTo(first.Select(outcome => Document(outcome).PlatformId)));
        foreach (var sale in sales)
            Assert.That(await CountHeld(sale.Key), Is.EqualTo(1));
    }

    [Test]
    public async Task writes_a_key_that_stands_twice_in_one_call_once()
    {
        var sale = PlatformEntries.Sale("s-1");

        var outcomes = await Platform.Write([sale, PlatformEntries.Sale("s-2"), sale], Go);

        Assert.That(outcomes[0], Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(outcomes[2], Is.InstanceOf<WriteOutcome.AlreadyThere>());
        Assert.That(Document(outcomes[2]).PlatformId, Is.EqualTo(Document(outcomes[0]).PlatformId));
        Assert.That(await CountHeld(sale.Key), Is.EqualTo(1));
    }

    [Test]
    public async Task finds_an_entry_by_its_key_and_no_other()
    {
        var sale = PlatformEntries.Sale("s-1");
        await Platform.Write([sale, PlatformEntries.Sale("s-2")], Go);

        var found = await Platform.LookUp(sale.Key, Go);

        Assert.That(found, Is.InstanceOf<LookUpOutcome.Found>());
        Expect(((LookUpOutcome.Found)found).Document, sale);
        Assert.That(await Platform.LookUp(PlatformEntries.Sale("never written").Key, Go), Is.InstanceOf<LookUpOutcome.Absent>());
    }

    [Test]
    public async Task keeps_a_sale_and_its_reversal_apart()
    {
        var sale = PlatformEntries.Sale("s-1");
        var reversed = sale.Entry.ReversedOn(new DateOnly(2026, 2, 1), "wrong");
        var reversal = new EntryToWrite(reversed, PlatformKey.For(reversed.Id), 1);

        var outcomes = await Platform.Write([sale, reversal], Go);

        Expect(Document(outcomes[1]), reversal);
        Assert.That(Document(outcomes[1]).PlatformId, Is.Not.EqualTo(Document(outcomes[0]).PlatformId));
    }

    [Test]
    public async Task answers_nothing_to_nothing() => Assert.That(await Platform.Write([], Go), Is.Empty);

    [Test]
    public void stops_when_it_is_told_to() =>
        Assert.That(
            async () => await Platform.Write([PlatformEntries.Sale("s-1")], new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>()
        );

    protected async Task<WriteOutcome> Write(EntryToWrite entry) => (await Platform.Write([entry], Go))[0];

    protected static PlatformDocument Document(WriteOutcome outcome) =>
        outcome switch
        {
            WriteOutcome.Created(var document) => document,
            WriteOutcome.AlreadyThere(var document) => document,
            _ => throw new InvalidOperationException($"No document in {outcome}."),
        };

    static void Expect(PlatformDocument held, EntryToWrite written)
    {
        Assert.That(held.Key, Is.EqualTo(written.Key));
        Assert.That(held.Date, Is.EqualTo(written.Entry.Date));
        Assert.That(PlatformEntries.Facts(held.Lines), Is.EqualTo(PlatformEntries.Facts(written.Entry.Lines)));
    }
}
