using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Transformation.MapTransactions;

namespace AccountingSync.Transformation.GiveBack;

/// <summary>What held refunds and disputes would give back a part of, and what was given back of held revisions, as it stands now.</summary>
sealed class OriginalsOfHeld
{
    readonly RuleBook book;
    readonly Dictionary<TransactionName, (int Revision, RuleVersion? Rules)> standing;
    readonly Dictionary<TransactionName, IReadOnlyList<GivenBackRow>> givenBack;

    OriginalsOfHeld(
        RuleBook book,
        Dictionary<TransactionName, (int Revision, RuleVersion? Rules)> standing,
        Dictionary<TransactionName, IReadOnlyList<GivenBackRow>> givenBack
    )
    {
        this.book = book;
        this.standing = standing;
        this.givenBack = givenBack;
    }

    /// <param name="items">Held transactions with their originals, as far as those are in the books.</param>
    public static async Task<OriginalsOfHeld> Read(
        Session session,
        RuleBook book,
        IReadOnlyCollection<(SourceTransactionData Said, SourceTransactionData? Original)> items,
        CancellationToken stop
    )
    {
        var names = items
            .Select(item => item.Said)
            .Concat(items.Select(item => item.Original).OfType<SourceTransactionData>())
            .Select(said => new TransactionName(said.Source, said.Id))
            .ToHashSet();
        if (names.Count == 0)
            return new OriginalsOfHeld(book, [], []);
        return new OriginalsOfHeld(book, await MappingStore.Standing(session, names, stop), await GivenBackStore.Of(session, names, stop));
    }

    /// <returns>Null when the transaction names none, or another revision stands meanwhile.</returns>
    public Original? Of(SourceTransactionData said, SourceTransactionData? original)
    {
        if (
            original is null
            || !standing.TryGetValue(new TransactionName(original.Source, original.Id), out var stands)
            || stands.Revision != original.Revision
            || stands.Rules is not { } rules
            || book.Find(rules.Set, rules.Version) is not { } set
        )
            return null;
        // An earlier revision of its own is taken back.
        var before = Rows(original).Where(row => row.Name.Id != said.Id).Select(row => row.Portion);
        return new Original(original.ToDomain(), set, [.. before]);
    }

    /// <summary>What refunds and disputes gave back of the revision that stands; it is to take that one's place.</summary>
    public IReadOnlyList<Portion> GivenBackOf(SourceTransactionData said) =>
        standing.TryGetValue(new TransactionName(said.Source, said.Id), out var stands) && stands.Revision < said.Revision
            ? [.. Rows(said).Select(row => row.Portion)]
            : [];

    IReadOnlyList<GivenBackRow> Rows(SourceTransactionData said) => givenBack.GetValueOrDefault(new TransactionName(said.Source, said.Id)) ?? [];
}
