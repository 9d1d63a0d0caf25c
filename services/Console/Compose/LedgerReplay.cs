using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>Where a page of a preview begins: the entries of the ledger first, then what is held.</summary>
public abstract record ReplayPlace
{
    ReplayPlace() { }

    /// <param name="Filter">Of the entries, with the place after which they begin.</param>
    public sealed record InLedger(EntryFilter Filter) : ReplayPlace;

    /// <param name="After">The last of the page before; null for the first one.</param>
    /// <param name="From">First day on which it would be posted; null for all.</param>
    public sealed record AmongHeld(HeldPlace? After, int Limit, DateOnly? From = null, DateOnly? To = null) : ReplayPlace;
}

/// <summary>A page of a preview.</summary>
/// <param name="Unreadable">Of how many transactions the raw payload cannot be read.</param>
/// <param name="Next">Where the next page begins; null when this was the last.</param>
public sealed record ReplayedPage(PreviewResult Result, int Unreadable, ReplayPlace? Next);

/// <summary>Maps what is in the books, and what is held, once more under other rules.</summary>
public sealed class LedgerReplay(Ledger ledger, SourceContents sources, Transformation transformation)
{
    public async Task<ReplayedPage> Page(string organisation, PreviewedFiles files, ReplayPlace place, CancellationToken stop)
    {
        var (decided, next) = await Read(organisation, place, stop);
        List<TransactionKey> keys = [.. decided.Select(item => item.Key)];
        var contents = place is ReplayPlace.AmongHeld ? await sources.OfHeld(organisation, keys, stop) : await sources.Of(organisation, keys, stop);
        List<DecidedBefore> readable =
        [
            .. decided
                .Where(item => contents[item.Key].Transaction is not null)
                .Select(item => new DecidedBefore(item.Entry, contents[item.Key].Transaction!.Value, contents[item.Key].Original)),
        ];
        var result = await transformation.Preview(
            organisation,
            files,
            readable,
            place is ReplayPlace.AmongHeld held ? (held.From, held.To) : (null, null),
            stop
        );
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
                    : new ReplayPlace.AmongHeld(After: null, filter.Limit, filter.From, filter.To)
            );
        }
        var (after, limit, from, to) = (ReplayPlace.AmongHeld)place;
        var held = await transformation.HeldAfter(organisation, after, limit, stop);
        return (
            [.. held.Select(waiting => (new TransactionKey(waiting.Source, waiting.Id, waiting.Revision), (LedgerEntry?)null))],
            held.Count == limit ? new ReplayPlace.AmongHeld(new HeldPlace(held[^1].Source, held[^1].Id), limit, from, to) : null
        );
    }
}
