using System.Net;

namespace AccountingSync.Console.Neighbours;

/// <param name="AgreedBy">The second person, where it decides on days of a period that was closed then.</param>
public sealed record PublishedRuleSet(string Name, int Version, string Hash, DateTimeOffset PublishedAt, string PublishedBy, string? AgreedBy = null);

/// <param name="ProposedBy">Who wished to publish exactly this text; null when nobody did.</param>
public sealed record RuleSetDraft(
    string Name,
    int Version,
    string FileName,
    string Content,
    string SavedBy,
    DateTimeOffset SavedAt,
    string? ProposedBy = null
);

/// <param name="Problems">What publishing would find wrong.</param>
public sealed record SavedDraft(string Name, int Version, IReadOnlyList<string> Problems);

/// <summary>What came of an attempt to publish a rule set.</summary>
public abstract record PublishResult
{
    PublishResult() { }

    /// <param name="Retried">How many held transactions are decided again under it.</param>
    /// <param name="Warnings">Where it looks at another clock than the one by which days are fixed.</param>
    public sealed record Published(string Name, int Version, string Hash, int Retried, IReadOnlyList<string>? Warnings = null) : PublishResult;

    /// <summary>It is kept until somebody else agrees.</summary>
    /// <param name="Touches">The closed period on whose days it would decide.</param>
    /// <param name="Warnings">As with <see cref="Published"/>.</param>
    public sealed record Proposed(string Name, int Version, string Hash, string Touches, IReadOnlyList<string>? Warnings = null) : PublishResult;

    /// <summary>Whoever proposed it may not agree.</summary>
    public sealed record NeedsAnother(string Reason) : PublishResult;

    /// <param name="Errors">Places in the file, or tests of the set that fail.</param>
    public sealed record Refused(IReadOnlyList<string> Errors) : PublishResult;

    /// <summary>There is no such draft.</summary>
    public sealed record NoDraft : PublishResult;
}

/// <summary>Rule sets: published versions, and those that are being written.</summary>
public sealed class RuleSets(HttpClient http) : Neighbour(http, "transformation")
{
    static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(60);

    public Task<IReadOnlyList<PublishedRuleSet>> Published(string organisation, CancellationToken stop) =>
        Get<IReadOnlyList<PublishedRuleSet>>(InternalAddress.Of("rule-sets", ("organisation", organisation)), stop);

    public Task<IReadOnlyList<RuleSetDraft>> Drafts(string organisation, CancellationToken stop) =>
        Get<IReadOnlyList<RuleSetDraft>>(InternalAddress.Of("rule-sets/drafts", ("organisation", organisation)), stop);

    /// <param name="closed">The organisation's closed periods: a version that decides on their days needs two people.</param>
    /// <param name="days">By which clocks its business days are fixed now.</param>
    public Task<PublishResult> Publish(
        string organisation,
        string content,
        string fileName,
        string by,
        IReadOnlyList<ClosedPeriod> closed,
        IReadOnlyList<DaySetting> days,
        CancellationToken stop
    ) =>
        Publish(
            InternalAddress.Of("rule-sets", ("organisation", organisation)),
            new
            {
                Content = content,
                FileName = fileName,
                PublishedBy = by,
                ClosedPeriods = closed.Select(period => period.Period),
                DaySettings = days,
            },
            stop
        );

    public Task<PublishResult> PublishDraft(
        string organisation,
        string name,
        int version,
        string by,
        IReadOnlyList<ClosedPeriod> closed,
        IReadOnlyList<DaySetting> days,
        CancellationToken stop
    ) =>
        Publish(
            InternalAddress.Of($"rule-sets/drafts/{Uri.EscapeDataString(name)}/{version}/publish", ("organisation", organisation)),
            new
            {
                PublishedBy = by,
                ClosedPeriods = closed.Select(period => period.Period),
                DaySettings = days,
            },
            stop
        );

    /// <returns>What is wrong with its first lines, or what was saved.</returns>
    public async Task<(SavedDraft? Saved, IReadOnlyList<string> Errors)> Save(
        string organisation,
        string content,
        string fileName,
        string by,
        CancellationToken stop
    )
    {
        using var response = await SendPost(
            InternalAddress.Of("rule-sets/drafts", ("organisation", organisation)),
            new
            {
                Content = content,
                FileName = fileName,
                PublishedBy = by,
            },
            PublishLimit,
            stop
        );
        return response.StatusCode == HttpStatusCode.BadRequest
            ? (null, await Refusal.Errors(response, stop))
            : (await Read<SavedDraft>(response, stop), []);
    }

    /// <returns>False when there was none.</returns>
    public async Task<bool> Discard(string organisation, string name, int version, CancellationToken stop)
    {
        using var response = await SendPost(
            InternalAddress.Of($"rule-sets/drafts/{Uri.EscapeDataString(name)}/{version}/discard", ("organisation", organisation)),
            null,
            PublishLimit,
            stop
        );
        return response.StatusCode != HttpStatusCode.NotFound && (await Read<Discarded>(response, stop)).Version == version;
    }

    async Task<PublishResult> Publish(string address, object body, CancellationToken stop)
    {
        using var response = await SendPost(address, body, PublishLimit, stop);
        return response.StatusCode switch
        {
            HttpStatusCode.BadRequest => new PublishResult.Refused(await Refusal.Errors(response, stop)),
            HttpStatusCode.Conflict => new PublishResult.NeedsAnother(await Refusal.Title(response, stop)),
            HttpStatusCode.NotFound => new PublishResult.NoDraft(),
            HttpStatusCode.Accepted => await Read<PublishResult.Proposed>(response, stop),
            _ => await Read<PublishResult.Published>(response, stop),
        };
    }

    sealed record Discarded(string Name, int Version);
}
