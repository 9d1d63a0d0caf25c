using System.Security.Cryptography;
using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Postgres;
using AccountingSync.Security;

namespace AccountingSync.Ingestion.ReadContents;

/// <param name="Transaction">Null when it cannot be shown.</param>
/// <param name="Problem">Why; null when the payload still says what was accepted.</param>
public sealed record SourceContent(string Source, string Id, int Revision, SourceTransactionData? Transaction, string? Problem);

/// <summary>What sources said, read anew from the raw payloads and held against the hashes of what was accepted.</summary>
sealed class AcceptedContents(DataKeys keys, PayloadReader payloads)
{
    /// <returns>One for each key, in their order.</returns>
    public async Task<IReadOnlyList<SourceContent>> Read(Session session, IReadOnlyCollection<TransactionKey> wanted, CancellationToken stop)
    {
        var distinct = wanted.Distinct().ToList();
        var accepted = await ContentsQuery.Accepted(session, distinct, stop);
        var events = await ContentsQuery.Events(session, [.. accepted.Values.Select(row => row.Event).Distinct()], stop);
        var said = new Dictionary<Guid, (IReadOnlyList<SourceTransaction> Transactions, string? Problem)>();
        foreach (var stored in events)
            said[stored.Id] = await Open(session.Organisation!, stored, stop);
        return [.. distinct.Select(key => Content(key, accepted.GetValueOrDefault(key), said))];
    }

    async Task<(IReadOnlyList<SourceTransaction>, string?)> Open(string organisation, StoredEvent stored, CancellationToken stop)
    {
        try
        {
            var address = FieldAddress.Of(organisation, "events", "payload", stored.Id.ToString());
            return (await payloads.Read(stored, await keys.Decrypt(organisation, stored.Payload, address, stop), stop), null);
        }
        // Both are findings about the stored bytes, and no failure to look at them.
        catch (Exception found) when (found is CryptographicException or InvalidDataException)
        {
            return ([], $"Its raw payload, event {stored.Id}, cannot be read: {found.Message}");
        }
    }

    static bool IsExchanged(SourceTransaction transaction) => transaction.Settled is not null;

    static SourceContent Content(
        TransactionKey key,
        AcceptedRow? accepted,
        Dictionary<Guid, (IReadOnlyList<SourceTransaction> Transactions, string? Problem)> said
    )
    {
        SourceContent Missing(string problem) => new(key.Source, key.Id, key.Revision, null, problem);
        if (accepted is null)
            return Missing("No such transaction was ever accepted.");
        if (!said.TryGetValue(accepted.Event, out var payload))
            return Missing($"Its raw payload, event {accepted.Event}, is not stored.");
        if (payload.Problem is not null)
            return Missing(payload.Problem);
        // One message may say the same fact twice; the first that has the hash is the one that was accepted.
        var named = payload.Transactions.Where(transaction => TransactionKey.Of(transaction) == key).ToList();
        // Before PayPal's settlement was read, the same payload said the same without it.
        named.AddRange([.. named.Where(IsExchanged).Select(transaction => transaction with { Settled = null })]);
        return named.Find(transaction => ContentBytes.Hash(transaction).AsSpan().SequenceEqual(accepted.Hash)) is { } transaction
            ? new SourceContent(key.Source, key.Id, key.Revision, transaction.ToContract() with { FirstAccepted = accepted.First.ToContract() }, null)
            : Missing(
                named.Count == 0
                    ? $"Its raw payload, event {accepted.Event}, does not speak of it."
                    : $"Its raw payload, event {accepted.Event}, says something else than was accepted."
            );
    }
}
