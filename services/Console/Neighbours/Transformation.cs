using System.Net;
using System.Text.Json;

namespace AccountingSync.Console.Neighbours;

/// <param name="OverdueAt">From when on it is a discrepancy that it still waits; null when it waits for a rule or a person.</param>
/// <param name="NearestRule">The rule that applied or came nearest to applying; null where there is none.</param>
public sealed record HeldTransaction(
    string Source,
    string Id,
    int Revision,
    string Code,
    string Reason,
    DateTimeOffset ReceivedAt,
    DateTimeOffset HeldAt,
    DateTimeOffset? OverdueAt = null,
    string? NearestRule = null
);

/// <summary>A place in the list of what is held.</summary>
public sealed record HeldPlace(string Source, string Id);

public sealed record RetriedHeld(int Retried, string? NextSource = null, string? NextId = null)
{
    public HeldPlace? Next => NextSource is null ? null : new HeldPlace(NextSource, NextId!);
}

/// <param name="Transaction">What the source said, as Ingestion gave it.</param>
/// <param name="Original">The same of what the entry gives back a part of; null when it stands for itself.</param>
public sealed record EntryToProve(LedgerEntry Entry, JsonElement Transaction, JsonElement? Original = null);

/// <param name="Original">The id, in the same source, of what the refund or dispute gave back a part of.</param>
public sealed record GivenBack(string Source, string Id, int Revision, string Original, int OriginalRevision);

/// <param name="RuleLine">The line's place in the rule set's text; null for what rounding left.</param>
/// <param name="Element">The item, tax or tender that it is about.</param>
/// <param name="Amount">As the rule says it, and in figures.</param>
public sealed record ExplainedLine(string Line, string Amount, int? RuleLine = null, string? RuleText = null, string? Element = null);

/// <param name="Problem">Why the entry does not follow from what the source said; null when it does.</param>
public sealed record ExplainedEntry(IReadOnlyList<ExplainedLine> Lines, string? Problem = null);

/// <param name="Before">Debit positive.</param>
public sealed record AccountChange(string Account, string Currency, string Period, string Dimensions, decimal Before, decimal After);

/// <param name="Held">Why it would be held; null when it would not.</param>
public sealed record ChangedTransaction(
    string Source,
    string Id,
    int Revision,
    IReadOnlyList<string> Before,
    IReadOnlyList<string> After,
    string? Held = null
);

/// <param name="Entry">Null when the transaction is held.</param>
/// <param name="Transaction">What the source said, as Ingestion gave it.</param>
/// <param name="Original">The same of what the entry gives back a part of; null when it stands for itself.</param>
public sealed record DecidedBefore(LedgerEntry? Entry, JsonElement Transaction, JsonElement? Original = null);

/// <summary>A rule set that is looked at, and what with.</summary>
/// <param name="Against">The text of another one; null for what stands in the books.</param>
public sealed record PreviewedFiles(string Content, string FileName, string? Against = null, string? AgainstFileName = null);

/// <summary>What came of an attempt to preview a rule set.</summary>
public abstract record PreviewResult
{
    PreviewResult() { }

    public sealed record Previewed(
        int Compared,
        int HeldBefore,
        int HeldAfter,
        IReadOnlyList<AccountChange> Accounts,
        IReadOnlyList<ChangedTransaction> Transactions,
        IReadOnlyList<string>? Replaced = null
    ) : PreviewResult;

    public sealed record Refused(IReadOnlyList<string> Errors) : PreviewResult;
}

/// <summary>Where transactions become entries, or are held.</summary>
public sealed class Transformation(HttpClient http) : PipelineService(http, "transformation")
{
    /// <summary>The most that the service lists at once.</summary>
    public const int MaxHeld = 1_000;

    static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(60);

    public Task<IReadOnlyList<HeldTransaction>> Held(string organisation, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<HeldTransaction>>(InternalAddress.Of("held", ("organisation", organisation), ("limit", limit)), stop);

    /// <summary>A page of all that is held, by source and id.</summary>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    public Task<IReadOnlyList<HeldTransaction>> HeldAfter(string organisation, HeldPlace? after, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<HeldTransaction>>(
            InternalAddress.Of("held/all", ("organisation", organisation), ("afterSource", after?.Source), ("afterId", after?.Id), ("limit", limit)),
            stop
        );

    /// <summary>What is held of one transaction; empty when nothing is.</summary>
    public Task<IReadOnlyList<HeldTransaction>> HeldOf(string organisation, string source, string id, CancellationToken stop) =>
        Get<IReadOnlyList<HeldTransaction>>(InternalAddress.Of("held/of", ("organisation", organisation), ("source", source), ("id", id)), stop);

    /// <summary>Sends a page of what is held through the flow once more.</summary>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    public Task<RetriedHeld> RetryHeld(string organisation, HeldPlace? after, CancellationToken stop) =>
        Post<RetriedHeld>(
            InternalAddress.Of("held/retry", ("organisation", organisation), ("afterSource", after?.Source), ("afterId", after?.Id)),
            null,
            stop,
            PublishLimit
        );

    /// <returns>How many go through the flow once more: all of them.</returns>
    public async Task<int> RetryHeld(string organisation, CancellationToken stop)
    {
        var sum = 0;
        HeldPlace? after = null;
        do
        {
            var page = await RetryHeld(organisation, after, stop);
            sum += page.Retried;
            after = page.Next;
        } while (after is not null);
        return sum;
    }

    /// <returns>For each item null when the entry follows from what the source said; otherwise why not.</returns>
    public Task<IReadOnlyList<string?>> Prove(string organisation, IReadOnlyList<EntryToProve> items, CancellationToken stop) =>
        Post<IReadOnlyList<string?>>(InternalAddress.Of("prove", ("organisation", organisation)), new EntriesToProve(items), stop, PublishLimit);

    /// <returns>Only those of the revisions that gave something back.</returns>
    public Task<IReadOnlyList<GivenBack>> GivenBack(string organisation, IReadOnlyList<TransactionKey> keys, CancellationToken stop) =>
        Post<IReadOnlyList<GivenBack>>(InternalAddress.Of("given-back", ("organisation", organisation)), new RevisionsToLookUp(keys), stop);

    /// <summary>Which line of the rules made each line of the entry.</summary>
    public Task<ExplainedEntry> Explain(string organisation, EntryToProve entry, CancellationToken stop) =>
        Post<ExplainedEntry>(InternalAddress.Of("explain", ("organisation", organisation)), entry, stop);

    /// <summary>Of which revisions of these the entry stands.</summary>
    /// <returns>Only those of which one does.</returns>
    public Task<IReadOnlyList<TransactionKey>> Standing(
        string organisation,
        IReadOnlyList<(string Source, string Id)> names,
        CancellationToken stop
    ) =>
        Post<IReadOnlyList<TransactionKey>>(
            InternalAddress.Of("standing", ("organisation", organisation)),
            new NamesToLookUp([.. names.Select(name => new NameToLookUp(name.Source, name.Id))]),
            stop
        );

    /// <summary>What rules would have made of these.</summary>
    public async Task<PreviewResult> Preview(
        string organisation,
        PreviewedFiles files,
        IReadOnlyList<DecidedBefore> items,
        (DateOnly? From, DateOnly? To) days,
        CancellationToken stop
    )
    {
        var body = new RulesToPreview(files.Content, files.FileName, items, days.From, days.To, files.Against, files.AgainstFileName);
        using var response = await SendPost(InternalAddress.Of("rule-sets/preview", ("organisation", organisation)), body, PublishLimit, stop);
        return response.StatusCode == HttpStatusCode.BadRequest
            ? new PreviewResult.Refused(await Refusal.Errors(response, stop))
            : await Read<PreviewResult.Previewed>(response, stop);
    }

    sealed record RevisionsToLookUp(IReadOnlyList<TransactionKey> Keys);

    sealed record RulesToPreview(
        string Content,
        string FileName,
        IReadOnlyList<DecidedBefore> Items,
        DateOnly? From,
        DateOnly? To,
        string? Against,
        string? AgainstFileName
    );

    sealed record NameToLookUp(string Source, string Id);

    sealed record NamesToLookUp(IReadOnlyList<NameToLookUp> Names);

    sealed record EntriesToProve(IReadOnlyList<EntryToProve> Items);
}
