using System.Net;
using System.Text.Json.Serialization;

namespace AccountingSync.Console.Neighbours;

public sealed record HeldTransaction(
    string Source,
    string Id,
    int Revision,
    string Code,
    string Reason,
    DateTimeOffset ReceivedAt,
    DateTimeOffset HeldAt
);

public sealed record PublishedRuleSet(string Name, int Version, string Hash, DateTimeOffset PublishedAt, string PublishedBy);

/// <summary>What came of an attempt to publish a rule set.</summary>
public abstract record PublishResult
{
    PublishResult() { }

    /// <param name="Retried">How many held transactions are decided again under it.</param>
    public sealed record Published(string Name, int Version, string Hash, int Retried) : PublishResult;

    /// <param name="Errors">Places in the file, or tests of the set that fail.</param>
    public sealed record Refused(IReadOnlyList<string> Errors) : PublishResult;
}

/// <summary>Where transactions become entries, or are held.</summary>
public sealed class Transformation(HttpClient http) : PipelineService(http, "transformation")
{
    /// <summary>The most that the service lists at once.</summary>
    public const int MaxHeld = 1_000;

    static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(60);

    public Task<IReadOnlyList<HeldTransaction>> Held(string organisation, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<HeldTransaction>>(InternalAddress.Of("held", ("organisation", organisation), ("limit", limit)), stop);

    /// <returns>How many go through the flow once more.</returns>
    public async Task<int> RetryHeld(string organisation, CancellationToken stop) =>
        (await Post<RetriedHeld>(InternalAddress.Of("held/retry", ("organisation", organisation)), null, stop, PublishLimit)).Count;

    public Task<IReadOnlyList<PublishedRuleSet>> RuleSets(string organisation, CancellationToken stop) =>
        Get<IReadOnlyList<PublishedRuleSet>>(InternalAddress.Of("rule-sets", ("organisation", organisation)), stop);

    public async Task<PublishResult> Publish(string organisation, string content, string fileName, string publishedBy, CancellationToken stop)
    {
        var body = new RuleSetFile(content, fileName, publishedBy);
        using var response = await SendPost(InternalAddress.Of("rule-sets", ("organisation", organisation)), body, PublishLimit, stop);
        if (response.StatusCode != HttpStatusCode.BadRequest)
            return await Read<PublishResult.Published>(response, stop);
        var problem = await response.Content.ReadFromJsonAsync<RefusedFile>(stop);
        return new PublishResult.Refused(problem?.Errors ?? [problem?.Detail ?? "The file was refused without a reason."]);
    }

    sealed record RuleSetFile(string Content, string FileName, string PublishedBy);

    sealed record RefusedFile(string? Detail, IReadOnlyList<string>? Errors);

    sealed record RetriedHeld([property: JsonPropertyName("retried")] int Count);
}
