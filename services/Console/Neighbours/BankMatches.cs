using System.Net;
using System.Text.Json;

namespace AccountingSync.Console.Neighbours;

/// <param name="Side">books or bank.</param>
/// <param name="Amount">When the match was found; more than zero comes into the account.</param>
/// <param name="Now">What a later revision says instead.</param>
public sealed record BankMatchLine(string Side, string Source, string Id, decimal Amount, DateOnly Day, decimal? Now = null);

/// <summary>Lines of the books and of a bank that belong together, or may.</summary>
/// <param name="State">accepted, proposed, confirmed or rejected.</param>
/// <param name="Proposal">Those of which one at most is right have the same.</param>
/// <param name="Candidates">How many there are of them.</param>
/// <param name="Alternatives">How many other assignments share a line with it.</param>
/// <param name="Difference">What the bank's lines come to more than those of the books.</param>
public sealed record BankMatch(
    Guid Id,
    string Currency,
    string State,
    int Candidates,
    string Rule,
    string Confidence,
    IReadOnlyList<string> References,
    int DaysApart,
    int Alternatives,
    decimal Difference,
    DateTimeOffset FoundAt,
    IReadOnlyList<BankMatchLine> Lines,
    Guid? Proposal = null,
    string? DecidedBy = null,
    DateTimeOffset? DecidedAt = null,
    string? Reason = null
);

/// <summary>What Reconciliation answers to a decision.</summary>
public abstract record MatchDecided
{
    MatchDecided() { }

    public sealed record Done(BankMatch Match) : MatchDecided;

    /// <param name="Status">400, 404 or 409.</param>
    public sealed record Refused(int Status, string Title, string? Detail) : MatchDecided;
}

/// <summary>Which lines of banks are which payouts.</summary>
public sealed class BankMatches(HttpClient http) : Neighbour(http, "reconciliation")
{
    static readonly TimeSpan DecisionLimit = TimeSpan.FromSeconds(30);

    /// <summary>What was found last first.</summary>
    /// <param name="state">Null for all.</param>
    public Task<IReadOnlyList<BankMatch>> List(string organisation, string? state, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<BankMatch>>(InternalAddress.Of("bank-matches", ("organisation", organisation), ("state", state), ("limit", limit)), stop);

    /// <param name="verb">confirm or reject.</param>
    public async Task<MatchDecided> Decide(string organisation, Guid match, string verb, string by, string? reason, CancellationToken stop)
    {
        using var response = await SendPost(
            InternalAddress.Of($"bank-matches/{match}/{verb}", ("organisation", organisation)),
            new { By = by, Reason = reason },
            DecisionLimit,
            stop
        );
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict))
            return new MatchDecided.Done(await Read<BankMatch>(response, stop));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Wire, stop);
        return new MatchDecided.Refused(
            (int)response.StatusCode,
            Text(problem, "title") ?? "It was refused without a reason.",
            Text(problem, "detail")
        );
    }

    static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
