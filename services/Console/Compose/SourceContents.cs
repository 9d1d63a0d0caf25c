using System.Text.Json;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <param name="Original">What the source said of the transaction that this one gave back a part of; null when it gave nothing back.</param>
public sealed record ReadContent(JsonElement? Transaction, JsonElement? Original, string? Problem);

/// <summary>What sources said: Ingestion opens the raw payloads, Transformation knows what refunds and disputes gave back a part of.</summary>
public sealed class SourceContents(Ingestion ingestion, Transformation transformation)
{
    static readonly string[] KindsThatGiveBack = ["refund", "dispute"];

    public async Task<IReadOnlyDictionary<TransactionKey, ReadContent>> Of(
        string organisation,
        IReadOnlyList<TransactionKey> keys,
        CancellationToken stop
    )
    {
        var contents = await ingestion.ContentsByKey(organisation, keys, stop);
        List<TransactionKey> candidates = [.. contents.Where(pair => GivesBack(pair.Value.Transaction)).Select(pair => pair.Key)];
        var originals = candidates.Count == 0 ? [] : await Originals(organisation, candidates, stop);
        return contents.ToDictionary(pair => pair.Key, pair => Read(pair.Value, originals.GetValueOrDefault(pair.Key)));
    }

    /// <summary>Of what is held, with what a refund or dispute would give back a part of: the revision of it that stands now.</summary>
    public async Task<IReadOnlyDictionary<TransactionKey, ReadContent>> OfHeld(
        string organisation,
        IReadOnlyList<TransactionKey> keys,
        CancellationToken stop
    )
    {
        var contents = await ingestion.ContentsByKey(organisation, keys, stop);
        var related = contents
            .Where(pair => GivesBack(pair.Value.Transaction) && RelatedTo(pair.Value) is not null)
            .ToDictionary(pair => pair.Key, pair => (pair.Key.Source, Id: RelatedTo(pair.Value)!));
        var standing = related.Count == 0 ? [] : await transformation.Standing(organisation, [.. related.Values.Distinct()], stop);
        var said =
            standing.Count == 0 ? new Dictionary<TransactionKey, SourceContent>() : await ingestion.ContentsByKey(organisation, standing, stop);
        var byName = said.ToDictionary(pair => (pair.Key.Source, pair.Key.Id), pair => pair.Value);
        return contents.ToDictionary(
            pair => pair.Key,
            pair => Read(pair.Value, related.TryGetValue(pair.Key, out var name) ? byName.GetValueOrDefault(name) : null)
        );
    }

    static string? RelatedTo(SourceContent content) =>
        content.Transaction is { } said && said.TryGetProperty("related_to", out var id) ? id.GetString() : null;

    static bool GivesBack(JsonElement? transaction) =>
        transaction is { } said && said.TryGetProperty("kind", out var kind) && KindsThatGiveBack.Contains(kind.GetString());

    async Task<Dictionary<TransactionKey, SourceContent>> Originals(string organisation, IReadOnlyList<TransactionKey> keys, CancellationToken stop)
    {
        var givenBack = await transformation.GivenBack(organisation, keys, stop);
        if (givenBack.Count == 0)
            return [];
        static TransactionKey Original(GivenBack given) => new(given.Source, given.Original, given.OriginalRevision);
        var contents = await ingestion.ContentsByKey(organisation, [.. givenBack.Select(Original)], stop);
        return givenBack.ToDictionary(given => new TransactionKey(given.Source, given.Id, given.Revision), given => contents[Original(given)]);
    }

    static ReadContent Read(SourceContent said, SourceContent? original) =>
        original is { Transaction: null }
            ? new ReadContent(null, null, $"What it gives back a part of, {original.Source} {original.Id}, cannot be read: {original.Problem}")
            : new ReadContent(said.Transaction, original?.Transaction, said.Problem);
}
