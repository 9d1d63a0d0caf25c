using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Postgres;
using AccountingSync.Transformation.GiveBack;
using AccountingSync.Transformation.MapTransactions;
using AccountingSync.Transformation.RuleSets;
using Npgsql;

namespace AccountingSync.Transformation.Prove;

/// <param name="RuleLine">The line's place in the rule set's text; null for what rounding left.</param>
/// <param name="RuleText">That line.</param>
public sealed record ExplainedLine(string Line, int? RuleLine, string? RuleText, string? Element, string Amount);

/// <param name="Lines">Empty when the entry does not follow from what the source said.</param>
/// <param name="Problem">Why it does not; null when every byte does.</param>
public sealed record ExplainedEntry(IReadOnlyList<ExplainedLine> Lines, string? Problem);

/// <summary>Says which line of the rules made each line of an entry.</summary>
static class ExplainRoute
{
    public static void Map(RouteGroupBuilder routes) => routes.MapPost("/explain", Explain);

    static async Task<ExplainedEntry> Explain(
        string organisation,
        EntryToProve request,
        NpgsqlDataSource database,
        RuleBooks books,
        CancellationToken stop
    )
    {
        await using var session = await Session.Begin(database, organisation, stop);
        var book = await books.Read(session, stop);
        var originals = await OriginalsToProve.Read(session, book, [(request.Transaction, request.Original)], stop);
        var original = originals.Of(request.Transaction, request.Original);
        if (ProveRoute.Problem(organisation, request, book, original) is { } problem)
            return new ExplainedEntry([], problem);
        var set = book.Find(request.Entry.Rule.RuleSet, request.Entry.Rule.Version)!;
        // What is given back has the lines of its original's rule.
        var hash = (original?.Rules ?? set).Hash;
        var text = (await RuleSetStore.Contents(session, [hash], stop))[hash].Content.ReplaceLineEndings("\n").Split('\n');
        var origins = RuleExplanation.Of(request.Transaction.ToDomain(), set, organisation, original)!;
        var isReversal = request.Entry.Origin.Part == EntryPart.Reversal;
        return new ExplainedEntry(
            [
                .. origins.Select(
                    (origin, i) =>
                        new ExplainedLine(
                            isReversal ? LineText.WithDetails(request.Entry.Lines[i]) : origin.Line,
                            origin.RuleLine,
                            origin.RuleLine is { } number ? text[number - 1].Trim() : null,
                            origin.Element,
                            origin.Amount
                        )
                ),
            ],
            null
        );
    }
}
