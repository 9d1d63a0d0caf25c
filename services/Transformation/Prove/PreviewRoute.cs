using AccountingSync.Accounting.Rules;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Transformation.GiveBack;
using AccountingSync.Transformation.MapTransactions;
using AccountingSync.Transformation.RuleSets;
using Npgsql;

namespace AccountingSync.Transformation.Prove;

/// <param name="Entry">Null when the transaction is held.</param>
/// <param name="Original">What the entry gives back a part of; null when it stands for itself.</param>
public sealed record DecidedBefore(PostedEntryData? Entry, SourceTransactionData Transaction, SourceTransactionData? Original = null);

/// <param name="Content">A rule set, published or not.</param>
/// <param name="From">First day of what is looked at of the held ones, by the set's own count where no day was fixed; null for all.</param>
/// <param name="Against">Another file with which it is compared; null for what stands in the books.</param>
public sealed record RulesToPreview(
    string Content,
    string FileName,
    IReadOnlyList<DecidedBefore> Items,
    DateOnly? From = null,
    DateOnly? To = null,
    string? Against = null,
    string? AgainstFileName = null
);

/// <param name="Replaced">Published versions that would not hold beside it: the preview is without them.</param>
public sealed record PreviewView(
    int Compared,
    int HeldBefore,
    int HeldAfter,
    IReadOnlyList<AccountChange> Accounts,
    IReadOnlyList<ChangedTransaction> Transactions,
    IReadOnlyList<string> Replaced
);

/// <summary>What a rule set would have made of transactions that were decided before.</summary>
static class PreviewRoute
{
    public static void Map(RouteGroupBuilder routes) => routes.MapPost("/rule-sets/preview", Preview);

    static async Task<IResult> Preview(
        string organisation,
        RulesToPreview request,
        NpgsqlDataSource database,
        RuleBooks books,
        ExaminedSets sets,
        CancellationToken stop
    )
    {
        var (set, errors) = sets.Of(request.Content, request.FileName, stop);
        if (set is null)
            return RuleSetRoutes.Refused(errors);
        RuleSet? other = null;
        if (request.Against is { } against)
        {
            (other, errors) = sets.Of(against, request.AgainstFileName ?? "", stop);
            if (other is null)
                return RuleSetRoutes.Refused(errors);
        }
        List<DecidedBefore> items = [.. request.Items.Where(item => IsLookedAt(item, set, request.From, request.To))];
        RuleBook book;
        OriginalsToProve originals;
        OriginalsOfHeld ofHeld;
        await using (var session = await Session.Begin(database, organisation, stop))
        {
            book = await books.Read(session, stop);
            originals = await OriginalsToProve.Read(session, book, items.Select(item => (item.Transaction, item.Original)), stop);
            ofHeld = await OriginalsOfHeld.Read(
                session,
                book,
                [.. items.Where(item => item.Entry is null).Select(item => (item.Transaction, item.Original))],
                stop
            );
        }
        var then = book.InPlace(set, out var replaced);
        var preview = new RulePreview(then, organisation, other is null ? null : book.InPlace(other, out _));
        foreach (var item in items)
        {
            if (item.Entry is { } entry)
                preview.Add(entry.ToDomain(organisation, out _), item.Transaction.ToDomain(), originals.Of(item.Transaction, item.Original));
            else
                preview.Add(
                    posted: null,
                    item.Transaction.ToDomain(),
                    ofHeld.Of(item.Transaction, item.Original),
                    ofHeld.GivenBackOf(item.Transaction)
                );
        }
        return Results.Ok(
            new PreviewView(
                preview.Compared,
                preview.Held.Before,
                preview.Held.After,
                preview.Accounts,
                preview.Transactions,
                [.. replaced.Select(one => $"{one.Name} {one.Version}")]
            )
        );
    }

    /// <summary>Entries were chosen by their day; what is held has none, so the set says on which it would be posted.</summary>
    public static bool IsLookedAt(DecidedBefore item, RuleSet set, DateOnly? from, DateOnly? to)
    {
        if (item.Entry is not null || (from is null && to is null))
            return true;
        var day = set.Effective.DayOf(item.Transaction.ToDomain());
        return !(day < from) && !(day > to);
    }
}
