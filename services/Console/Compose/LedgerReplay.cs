using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>Maps what is in the books once more, under rules that are not published yet.</summary>
public sealed class LedgerReplay(Ledger ledger, SourceContents sources, Transformation transformation)
{
    /// <returns>What would change; of how many transactions the raw payload cannot be read; and where the next page begins.</returns>
    public async Task<(PreviewResult Result, int Unreadable, long? Next)> Page(
        string organisation,
        string content,
        string fileName,
        EntryFilter filter,
        CancellationToken stop
    )
    {
        var page = await ledger.Entries(organisation, filter, stop);
        // What is held belongs to no page: it goes with the first.
        var held = filter.After is null ? await transformation.Held(organisation, Transformation.MaxHeld, stop) : [];
        List<(TransactionKey Key, LedgerEntry? Entry)> decided =
        [
            .. page.Select(posted => ((TransactionKey, LedgerEntry?))(TransactionKey.Of(posted.Entry), posted.Entry)),
            .. held.Select(waiting => ((TransactionKey, LedgerEntry?))(new TransactionKey(waiting.Source, waiting.Id, waiting.Revision), null)),
        ];
        var contents = await sources.Of(organisation, [.. decided.Select(item => item.Key)], stop);
        List<DecidedBefore> readable =
        [
            .. decided
                .Where(item => contents[item.Key].Transaction is not null)
                .Select(item => new DecidedBefore(item.Entry, contents[item.Key].Transaction!.Value, contents[item.Key].Original)),
        ];
        var result = await transformation.Preview(organisation, content, fileName, readable, stop);
        return (result, decided.Count - readable.Count, page.Count == filter.Limit ? page[^1].Seq : null);
    }
}
