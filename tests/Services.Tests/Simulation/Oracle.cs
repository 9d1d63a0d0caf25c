using AccountingSync.Accounting;
using AccountingSync.Accounting.Days;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Transformation.MapTransactions;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Knows what the sources were answered, and computes from that alone what must stand where.</summary>
static class Oracle
{
    public static IEnumerable<string> Violations(World world) =>
        [
            .. Accepted(world),
            .. Days(world),
            .. Books(world),
            .. Standing(world),
            .. PlatformOracle.Violations(world),
            .. Agreement(world),
            .. Rejections(world),
            .. Leftovers(world),
        ];

    /// <summary>Everything that was answered as accepted is in one state.</summary>
    static IEnumerable<string> Accepted(World world)
    {
        var there = world.Ingestion.Accepted.ToDictionary(TransactionKey.Of);
        foreach (var (fact, answer) in world.Till.Log)
        {
            var key = TransactionKey.Of(fact);
            var isSame = there.TryGetValue(key, out var kept) && ContentBytes.Hash(kept).SequenceEqual(ContentBytes.Hash(fact));
            if (answer == Acceptance.Conflict ? kept is null || isSame : !isSame)
                yield return $"{key.Id} revision {key.Revision} was answered {answer}, and Ingestion keeps {(kept is null ? "nothing" : FormattableString.Invariant($"{kept.Gross}"))} instead of {fact.Gross}";
        }
        foreach (var key in there.Keys)
            if (Fates(world, key) is { Count: not 1 } fates)
                yield return $"{key.Id} revision {key.Revision} is {(fates.Count == 0 ? "lost" : string.Join(" and ", fates))}";
    }

    /// <summary>A fact has one day for each time that its revisions say of it, and no day that no clock gives it which was ever set.</summary>
    static IEnumerable<string> Days(World world)
    {
        List<DayClock?> clocks = [null, .. world.Ingestion.Settings.Select(setting => setting.Clock)];
        foreach (var fact in world.Ingestion.Accepted)
            if (!clocks.Exists(clock => clock?.DayOf(fact.OccurredAt) == fact.FirstAccepted!.OccurredOn))
                yield return $"{fact.Id} revision {fact.Revision} has the day {fact.FirstAccepted!.OccurredOn:O}, which no clock gives it";
        foreach (var revisions in world.Ingestion.Accepted.GroupBy(fact => (fact.Id, fact.OccurredAt)))
            if (revisions.Select(fact => fact.FirstAccepted!.OccurredOn).Distinct().Count() > 1)
                yield return $"{revisions.Key.Id} has several days: {string.Join(", ", revisions.Select(fact => $"{fact.Revision} on {fact.FirstAccepted!.OccurredOn:O}"))}";
        // Without any clock nobody asks what came before a first revision.
        var asked = world.Ingestion.Accepted.Where(fact => fact.Revision > 1 || fact.FirstAccepted!.OccurredOn is not null);
        foreach (var revisions in asked.GroupBy(fact => fact.Id))
            if (revisions.Select(fact => (fact.FirstAccepted!.At, fact.FirstAccepted.AcceptedOn)).Distinct().Count() > 1)
                yield return $"{revisions.Key} was accepted for the first time several times";
    }

    /// <summary>What became of an accepted revision: one word, unless something is wrong.</summary>
    public static List<string> Fates(World world, TransactionKey key)
    {
        var name = new TransactionName(key.Source, key.Id);
        var entry = EntryId.For(World.Organisation, key.Source, key.Id, key.Revision, EntryPart.Entry);
        var fates = world.Ledger.Entries.Where(posted => posted.Id == entry).Select(_ => "posted").ToList();
        if (world.Transformation.Held.GetValueOrDefault(name)?.Item.Transaction.Revision == key.Revision)
            fates.Add("held");
        if (fates.Count == 0 && world.Transformation.States.GetValueOrDefault(name)?.Revision > key.Revision)
            fates.Add("superseded");
        return fates;
    }

    static IEnumerable<string> Books(World world)
    {
        var kept = world.Ingestion.Accepted.ToDictionary(TransactionKey.Of);
        var entries = world.Ledger.Entries.ToLookup(entry => entry.Id);
        foreach (var entry in world.Ledger.Entries)
        {
            var what = Describe.Origin(entry.Origin);
            if (entry.Lines.GroupBy(line => line.Currency).Any(lines => lines.Sum(line => line.Amount) != 0m))
                yield return $"{what} does not balance";
            if (entry.Origin.Part == EntryPart.Reversal)
            {
                if (entries[entry.Reverses!.Value].FirstOrDefault() is not { } original || !IsOpposite(original, entry))
                    yield return $"{what} does not take its original back";
            }
            else if (!kept.TryGetValue(new TransactionKey(entry.Origin.Source, entry.Origin.TransactionId, entry.Origin.Revision), out var fact))
                yield return $"{what} is of nothing that was accepted";
            else if (Mapped(world, fact) is not { } expected || Lines(expected) != Lines(entry) || expected.Date != entry.Date)
                yield return $"{what} says {Lines(entry)} on {entry.Date:yyyy-MM-dd}";
        }
        foreach (var copies in entries.Where(copies => copies.Count() > 1))
            yield return $"{Describe.Origin(copies.First().Origin)} is posted {copies.Count()} times";
        foreach (var balance in world.Ledger.Entries.SelectMany(entry => entry.Lines).GroupBy(line => line.Currency))
            if (balance.Sum(line => line.Amount) is not 0m and var sum)
                yield return $"the trial balance in {balance.Key} is {sum}";
    }

    static bool IsOpposite(JournalEntry original, JournalEntry reversal) =>
        Lines(original with { Lines = [.. original.Lines.Select(line => line with { Amount = -line.Amount })] }) == Lines(reversal);

    /// <summary>The last revision that the rules map stands, and no other.</summary>
    static IEnumerable<string> Standing(World world)
    {
        var standing = OfTransactions(world);
        foreach (var revisions in world.Ingestion.Accepted.GroupBy(fact => fact.Id))
        {
            var last = revisions.Where(fact => Mapped(world, fact) is not null).MaxBy(fact => fact.Revision);
            string expected = last is null ? "none" : $"{last.Revision}";
            var found = standing[revisions.Key].Select(entry => $"{entry.Origin.Revision}").DefaultIfEmpty("none");
            if (string.Join(" and ", found) is var stands && stands != expected)
                yield return $"of {revisions.Key} stands revision {stands}, not {expected}";
        }
    }

    /// <summary>The entries that count, by transaction.</summary>
    public static ILookup<string, JournalEntry> OfTransactions(World world)
    {
        var reversed = world.Ledger.Entries.Select(entry => entry.Reverses).ToHashSet();
        return world
            .Ledger.Entries.Where(entry => entry.Reverses is null && !reversed.Contains(entry.Id))
            .ToLookup(entry => entry.Origin.TransactionId);
    }

    static IEnumerable<string> Agreement(World world)
    {
        var agreement = world.Reconciliation.Compare();
        foreach (var finding in agreement.Findings)
            yield return $"reconciliation reports {finding.Type} of {finding.Subject}";
        var counts = agreement.Counts;
        if (counts.Received != world.Ingestion.Accepted.Count() || counts.Waiting != 0)
            yield return $"reconciliation counts {counts}, accepted were {world.Ingestion.Accepted.Count()}";
        foreach (var key in world.Ingestion.Accepted.Select(TransactionKey.Of))
            if (
                agreement.Transactions.GetValueOrDefault(key)?.Outcome.ToString().ToLowerInvariant() is var told
                && Fates(world, key) is [var fate]
                && told != fate
            )
                yield return $"reconciliation says {told ?? "nothing"} of {key.Id} revision {key.Revision}, which is {fate}";
    }

    /// <summary>What the ledger refused is told with its reason, and what it holds stands.</summary>
    static IEnumerable<string> Rejections(World world)
    {
        var told = world.Reconciliation.Compare().Transactions;
        foreach (var key in world.Transformation.Contradicted)
            if (told.GetValueOrDefault(key)?.Reason?.Contains("needs a higher revision", StringComparison.Ordinal) != true)
                yield return $"the other entry for {key.Id} revision {key.Revision} is refused without a word";
    }

    static IEnumerable<string> Leftovers(World world)
    {
        foreach (var service in world.Services)
        foreach (var row in service.Outbox)
            yield return $"{row.Message.GetType().Name} stays in the outbox of {service.Name}";
        foreach (var reversal in world.Ledger.Waiting)
            yield return $"a reversal waits for {reversal.EntryId}";
        if (world.PlatformSync.OpenSearches > 0)
            yield return $"{world.PlatformSync.OpenSearches} searches for outcomes never end";
    }

    static JournalEntry? Mapped(World world, SourceTransaction fact) =>
        (RuleEvaluation.Map(fact, RuleVersions.Second, World.Organisation, Original(world, fact)) as MapResult.Mapped)?.Entry;

    /// <summary>What a refund gives back a part of, once the rules map that; with the part that was decided, if one was.</summary>
    static Original? Original(World world, SourceTransaction fact)
    {
        var said = fact.RelatedTo is null ? null : world.Ingestion.Accepted.FirstOrDefault(other => other.Id == fact.RelatedTo);
        if (said is null || Mapped(world, said) is null)
            return null;
        var given = world.Transformation.GivenBack.GetValueOrDefault((new TransactionName(fact.Source, fact.Id), fact.Revision));
        return new Original(said, RuleVersions.Second, []) { Decided = given?.Portion };
    }

    public static string Lines(JournalEntry entry) =>
        string.Join("; ", entry.Lines.Select(line => FormattableString.Invariant($"{line.Account} {line.Currency} {line.Amount:0.0000}")));
}
