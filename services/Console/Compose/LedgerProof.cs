using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>An entry that does not follow from what the source said.</summary>
/// <param name="Problem">For a person.</param>
public sealed record UnprovedEntry(Guid EntryId, string Source, string TransactionId, int Revision, string Part, string Problem);

/// <param name="Proved">Entries of which every byte follows from a raw payload and a published version of the rules.</param>
/// <param name="Next">Pass it as 'after' for the next page; null when this was the last.</param>
public sealed record ProofPage(int Proved, IReadOnlyList<UnprovedEntry> Unproved, long? Next);

/// <summary>Makes entries of the ledger once more: what the source sent is opened, Transformation applies the rules that the entry names.</summary>
public sealed class LedgerProof(Ledger ledger, SourceContents sources, Transformation transformation)
{
    public async Task<ProofPage> Page(string organisation, EntryFilter filter, CancellationToken stop)
    {
        var page = await ledger.Entries(organisation, filter, stop);
        var contents = await sources.Of(organisation, [.. page.Select(posted => TransactionKey.Of(posted.Entry))], stop);
        var entries = page.Select(posted => (posted.Entry, Content: contents[TransactionKey.Of(posted.Entry)])).ToList();
        var shown = entries.Where(pair => pair.Content.Transaction is not null).ToList();
        var answers = await transformation.Prove(
            organisation,
            [.. shown.Select(pair => new EntryToProve(pair.Entry, pair.Content.Transaction!.Value, pair.Content.Original))],
            stop
        );
        List<UnprovedEntry> unproved =
        [
            .. entries.Where(pair => pair.Content.Transaction is null).Select(pair => Unproved(pair.Entry, pair.Content.Problem!)),
            .. shown.Zip(answers).Where(pair => pair.Second is not null).Select(pair => Unproved(pair.First.Entry, pair.Second!)),
        ];
        return new ProofPage(page.Count - unproved.Count, unproved, page.Count == filter.Limit ? page[^1].Seq : null);
    }

    static UnprovedEntry Unproved(LedgerEntry entry, string problem) =>
        new(entry.Id, entry.Origin.Source, entry.Origin.TransactionId, entry.Origin.Revision, entry.Origin.Part, problem);
}
