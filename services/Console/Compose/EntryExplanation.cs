using System.Text.Json;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <param name="Received">How the revision came in; null when Ingestion does not know it.</param>
/// <param name="Said">What the source said; null when the raw payload cannot be read.</param>
public sealed record Explanation(
    PostedEntry Posted,
    ReceivedRevision? Received,
    JsonElement? Said,
    IReadOnlyList<ExplainedLine> Lines,
    string? Problem
);

/// <summary>The way from a source's event to each line of an entry.</summary>
public sealed class EntryExplanation(Ledger ledger, Ingestion ingestion, SourceContents sources, Transformation transformation)
{
    /// <returns>Null when there is no such entry.</returns>
    public async Task<Explanation?> Of(string organisation, Guid id, CancellationToken stop)
    {
        if (await ledger.Entry(organisation, id, stop) is not { } posted)
            return null;
        var key = TransactionKey.Of(posted.Entry);
        var content = (await sources.Of(organisation, [key], stop))[key];
        var revisions = await ingestion.Transaction(organisation, key.Source, key.Id, stop);
        var received = revisions.FirstOrDefault(revision => revision.Revision == key.Revision);
        if (content.Transaction is not { } said)
            return new Explanation(posted, received, null, [], content.Problem);
        var explained = await transformation.Explain(organisation, new EntryToProve(posted.Entry, said, content.Original), stop);
        return new Explanation(posted, received, said, explained.Lines, explained.Problem);
    }
}
