using System.Security.Cryptography;
using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.PlatformSync.Summaries;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>The writing of one entry to one connection.</summary>
sealed record Push : ITraced, IIdentified
{
    public required Guid Id { get; init; }
    public required string Organisation { get; init; }
    public required string Connection { get; init; }
    public required string Key { get; init; }
    public required JournalEntryData Entry { get; init; }
    public required string State { get; init; }
    public required int Generation { get; init; }
    public required int Attempts { get; init; }

    /// <summary>Not later than this was it sent; null until it is claimed.</summary>
    public DateTimeOffset? SentAt { get; init; }
    public string? PlatformId { get; init; }
    public string? Version { get; init; }
    public string? Change { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public string? TraceParent { get; init; }

    public ItemIdentity Identity =>
        new()
        {
            Source = Entry.Source,
            TransactionId = Entry.TransactionId,
            Revision = Entry.Revision,
            EntryId = Entry.EntryId,
            Connection = Connection,
            TraceParent = TraceParent,
        };

    /// <summary>The same for everybody who knows organisation, connection and entry.</summary>
    public static Guid IdOf(string organisation, string connection, Guid entryId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"push\u001f{organisation}\u001f{connection}\u001f{entryId:N}"), hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <exception cref="InvalidDataException">The stored entry does not balance: somebody changed it behind our back.</exception>
    public JournalEntry ToEntry()
    {
        var drafted = JournalEntry.Draft(
            Organisation,
            new EntryOrigin(Entry.Source, Entry.TransactionId, Entry.Revision, Entry.Part),
            Entry.Date,
            Entry.Description,
            new RuleReference(Entry.RuleSet, Entry.RuleVersion, Entry.Rule, Entry.RuleHash),
            Entry.Lines.ToLines(),
            Entry.Reverses
        );
        return drafted is DraftResult.Drafted(var entry)
            ? entry
            : throw new InvalidDataException($"Entry {Entry.EntryId} is no valid entry: {drafted}");
    }
}
