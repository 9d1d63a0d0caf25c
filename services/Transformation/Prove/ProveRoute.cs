using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Transformation.GiveBack;
using AccountingSync.Transformation.MapTransactions;
using AccountingSync.Transformation.RuleSets;
using Npgsql;

namespace AccountingSync.Transformation.Prove;

/// <param name="Transaction">What the source said, of the revision that the entry is about.</param>
/// <param name="Original">The same of what the entry gives back a part of; null when it stands for itself.</param>
public sealed record EntryToProve(PostedEntryData Entry, SourceTransactionData Transaction, SourceTransactionData? Original = null);

public sealed record EntriesToProve(IReadOnlyList<EntryToProve> Items);

/// <summary>Makes entries once more, each by the version of the rules that it names.</summary>
static class ProveRoute
{
    public static void Map(RouteGroupBuilder routes) => routes.MapPost("/prove", Prove);

    /// <returns>For each item null when it is proved; otherwise why not.</returns>
    static async Task<IReadOnlyList<string?>> Prove(
        string organisation,
        EntriesToProve request,
        NpgsqlDataSource database,
        RuleBooks books,
        CancellationToken stop
    )
    {
        RuleBook book;
        OriginalsToProve originals;
        await using (var session = await Session.Begin(database, organisation, stop))
        {
            book = await books.Read(session, stop);
            originals = await OriginalsToProve.Read(session, book, request.Items.Select(item => (item.Transaction, item.Original)), stop);
        }
        return [.. request.Items.Select(item => Problem(organisation, item, book, originals.Of(item.Transaction, item.Original)))];
    }

    public static string? Problem(string organisation, EntryToProve item, RuleBook book, Original? original)
    {
        var said = item.Entry;
        if (book.Find(said.Rule.RuleSet, said.Rule.Version) is not { } rules)
            return $"{said.Rule.RuleSet} {said.Rule.Version} was never published.";
        return said.ToDomain(organisation, out var problem) is { } entry
            ? EntryProof.Difference(entry, item.Transaction.ToDomain(), rules, original)
            : problem;
    }
}
