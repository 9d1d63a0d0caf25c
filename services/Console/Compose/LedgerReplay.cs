using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>Where a page of a preview begins: the entries of the ledger first, then what is held.</summary>
public abstract record ReplayPlace
{
    ReplayPlace() { }

    /// <param name="Filter">Of the entries, with the place after which they begin.</param>
    public sealed record InLedger(EntryFilter Filter) : ReplayPlace;

    /// <param name="After">The last of the page before; null for the first one.</param>
    public sealed record AmongHeld(HeldPlace? After, int Limit) : ReplayPlace;
}

/// <summary>A page of a preview.</summary>
/// <param name="Unreadable">Of how many transactions the raw payload cannot be read.</param>
/// <param name="Next">Where the next page begins; null when this was the last.</param>
public sealed record ReplayedPage(PreviewResult Result, int Unreadable, ReplayPlace? Next);

/// <summary>Maps what is in the books, and what is held, once more under rules that are not published yet.</summary>
public sealed class LedgerReplay(Ledger ledger, SourceContents sources, Transformation transformation)
{
    public async Task<ReplayedPage> Page(string organisation, string content, string fileName, ReplayPlace place, CancellationToken stop)
    {
        var (decided, next) = await Read(organisation, place, stop);
        var contents = await sources.Of(organisation, [.. decided.Select(item => item.Key)], stop);
        List<DecidedBefore> readable =
        [
            .. decided
                .Where(item => contents[item.Key].Transaction is not null)
                .Select(item => new DecidedBefore(item.Entry, contents[item.Key].Transaction!.Value, contents[item.Key].Original)),
        ];
        var result = await transformation.Preview(organisation, content, fileName, readable, stop);
        return new ReplayedPage(result, decided.Count - readable.Count, next);
    }

    async Task<(IReadOnlyList<(TransactionKey Key, LedgerEntry? Entry)> Decided, ReplayPlace? Next)> Read(
        string organisation,
        ReplayPlace place,
        CancellationToken stop
    )
    {
        if (place is ReplayPlace.InLedger(var filter))
        {
            var page = await ledger.Entries(organisation, filter, stop);
            return (
                [.. page.Select(posted => (TransactionKey.Of(posted.Entry), (LedgerEntry?)posted.Entry))],
                page.Count == filter.Limit
                    ? new ReplayPlace.InLedger(filter with { After = page[^1].Seq })
                    : new ReplayPlace.AmongHeld(After: null, filter.Limit)
            );
        }
        var (after, limit) = (ReplayPlace.AmongHeld)place;
        var held = await transformation.HeldAfter(organisation, after, limit, stop);
        return (
            [.. held.Select(waiting => (new TransactionKey(waiting.Source, waiting.Id, waiting.Revision), (LedgerEntry?)null))],
            held.Count == limit ? new ReplayPlace.AmongHeld(new HeldPlace(held[^1].Source, held[^1].Id), limit) : null
        );
    }
}
