using System.ComponentModel;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AccountingSync.Console.Api;

static class LedgerRoutes
{
    const string Tag = "Ledger";
    const int DefaultLimit = 100;
    const int MaxProved = 500;

    public static void Map(RouteGroupBuilder reads)
    {
        reads
            .MapGet("/trial-balance", TrialBalance)
            .Described(
                "getTrialBalance",
                Tag,
                "Balances of all accounts",
                "As of the end of a day, as they were known at a moment. The total of each currency is zero.",
                QueryRule.Day("as_of"),
                QueryRule.Moment("known_at")
            );
        reads
            .MapGet("/entries", Entries)
            .Described(
                "listEntries",
                Tag,
                "Posted entries in the order of the ledger",
                "A page at a time: pass 'next' of the answer as 'after'.",
                QueryRule.Text("source"),
                QueryRule.Text("transaction_id"),
                QueryRule.Text("account"),
                QueryRule.Day("from"),
                QueryRule.Day("to"),
                QueryRule.Number("after", 0, long.MaxValue),
                QueryRule.Number("limit", 1, Ledger.MaxEntries)
            );
        reads
            .MapGet("/audit", Audit)
            .Described(
                "verifyAudit",
                Tag,
                "Verify the audit chain",
                "Computes the whole chain of seals again from the entries as they are stored now. 'problem' is null when all agree."
            );
        reads
            .MapGet("/entries/{id:guid}/explanation", Explain)
            .Produces<ExplanationAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Described(
                "explainEntry",
                Tag,
                "Where each line of an entry comes from",
                "How the source transaction came in, what it said, and for each line of the entry the line of the rules that made it, with its figures."
            );
        reads
            .MapGet("/proof", Proof)
            .Described(
                "proveEntries",
                Tag,
                "Make entries once more and compare",
                "A page at a time: pass 'next' of the answer as 'after'. Each entry is made anew from the raw payload that the source sent and the version of the rules that it names; what does not agree in every byte is listed.",
                QueryRule.Day("from"),
                QueryRule.Day("to"),
                QueryRule.Number("after", 0, long.MaxValue),
                QueryRule.Number("limit", 1, MaxProved)
            );
    }

    static async Task<Ok<TrialBalanceAnswer>> TrialBalance(
        [FromQuery(Name = "as_of"), Description("Last day that counts.")] DateOnly? asOf,
        [FromQuery(Name = "known_at"), Description("Leaves out what was posted later.")] DateTimeOffset? knownAt,
        ClaimsPrincipal user,
        Ledger ledger,
        CancellationToken stop
    ) => TypedResults.Ok(TrialBalanceAnswer.Of(await ledger.TrialBalance(Principal.Of(user).Organisation, asOf, knownAt, stop)));

    static async Task<Ok<EntriesAnswer>> Entries(
        string? source,
        [FromQuery(Name = "transaction_id")] string? transactionId,
        [Description("Entries with a line on this account.")] string? account,
        [Description("First day.")] DateOnly? from,
        [Description("Last day.")] DateOnly? to,
        [Description("Only entries later in the ledger than this 'seq'.")] long? after,
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        Ledger ledger,
        CancellationToken stop
    )
    {
        var filter = new EntryFilter
        {
            Source = source,
            TransactionId = transactionId,
            Account = account,
            From = from,
            To = to,
            After = after,
            Limit = limit ?? DefaultLimit,
        };
        return TypedResults.Ok(EntriesAnswer.Of(await ledger.Entries(Principal.Of(user).Organisation, filter, stop), filter.Limit));
    }

    static async Task<IResult> Explain(Guid id, ClaimsPrincipal user, EntryExplanation explanations, CancellationToken stop) =>
        await explanations.Of(Principal.Of(user).Organisation, id, stop) is { } explanation
            ? Results.Ok(ExplanationAnswer.Of(explanation))
            : ApiProblems.NotFound($"No entry '{id}' is in the ledger.");

    static async Task<Ok<ProofPage>> Proof(
        [Description("First day.")] DateOnly? from,
        [Description("Last day.")] DateOnly? to,
        [Description("Only entries later in the ledger than this.")] long? after,
        [Description("1 to 500; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        LedgerProof proof,
        CancellationToken stop
    )
    {
        var filter = new EntryFilter
        {
            From = from,
            To = to,
            After = after,
            Limit = limit ?? DefaultLimit,
        };
        return TypedResults.Ok(await proof.Page(Principal.Of(user).Organisation, filter, stop));
    }

    static async Task<Ok<AuditReport>> Audit(ClaimsPrincipal user, Ledger ledger, CancellationToken stop) =>
        TypedResults.Ok(await ledger.Audit(Principal.Of(user).Organisation, stop));
}
