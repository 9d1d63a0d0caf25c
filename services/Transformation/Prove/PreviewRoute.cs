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

/// <param name="Content">A rule set that is not published yet.</param>
public sealed record RulesToPreview(string Content, string FileName, IReadOnlyList<DecidedBefore> Items);

public sealed record PreviewView(
    int Compared,
    int HeldBefore,
    int HeldAfter,
    IReadOnlyList<AccountChange> Accounts,
    IReadOnlyList<ChangedTransaction> Transactions
);

/// <summary>What a rule set that is not published yet would have made of transactions that were decided before.</summary>
static class PreviewRoute
{
    public static void Map(RouteGroupBuilder routes) => routes.MapPost("/rule-sets/preview", Preview);

    static async Task<IResult> Preview(
        string organisation,
        RulesToPreview request,
        NpgsqlDataSource database,
        RuleBooks books,
        CancellationToken stop
    )
    {
        var (set, errors) = RuleSetExamination.Of(request.Content, request.FileName);
        if (set is null)
            return RuleSetRoutes.Refused(errors);
        RuleBook book;
        OriginalsToProve originals;
        await using (var session = await Session.Begin(database, organisation, stop))
        {
            book = await books.Read(session, stop);
            originals = await OriginalsToProve.Read(session, book, request.Items.Select(item => (item.Transaction, item.Original)), stop);
        }
        if (book.Objection(set) is { } objection)
            return RuleSetRoutes.Refused([objection]);
        var preview = new RulePreview(book.With(set), organisation);
        foreach (var item in request.Items)
            preview.Add(item.Entry?.ToDomain(organisation, out _), item.Transaction.ToDomain(), originals.Of(item.Transaction, item.Original));
        return Results.Ok(new PreviewView(preview.Compared, preview.Held.Before, preview.Held.After, preview.Accounts, preview.Transactions));
    }
}
