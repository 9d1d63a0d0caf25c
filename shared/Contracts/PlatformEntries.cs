namespace AccountingSync.Contracts;

/// <summary>4. The platform holds these entries; each was seen there once.</summary>
public sealed record PlatformEntriesWritten : IEnvelope<WrittenEntry>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<WrittenEntry> Items { get; init; }
}

public sealed record WrittenEntry : ITraced, IIdentified
{
    public string? TraceParent { get; init; }

    /// <summary>The organisation's name for its account at the platform, for example "quickbooks".</summary>
    public required string Connection { get; init; }
    public required Guid EntryId { get; init; }

    /// <summary>Our key as the platform stores it.</summary>
    public required string Key { get; init; }

    /// <summary>The platform's own id of the document.</summary>
    public required string PlatformId { get; init; }

    /// <summary>Total of the debits that the platform reported, per currency.</summary>
    public required IReadOnlyDictionary<string, decimal> Totals { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            EntryId = EntryId,
            Connection = Connection,
            TraceParent = TraceParent,
        };
}

/// <summary>The platform will not take these as they are. A person must look.</summary>
public sealed record PlatformEntriesRefused : IEnvelope<RefusedEntry>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<RefusedEntry> Items { get; init; }
}

public sealed record RefusedEntry : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Connection { get; init; }
    public required Guid EntryId { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset RefusedAt { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            EntryId = EntryId,
            Connection = Connection,
            TraceParent = TraceParent,
        };
}

/// <summary>5. Somebody changed these in the platform, and it was not us.</summary>
public sealed record PlatformEntriesChanged : IEnvelope<ChangedEntry>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<ChangedEntry> Items { get; init; }
}

public sealed record ChangedEntry : IIdentified
{
    public required string Connection { get; init; }

    /// <summary>Null when the document bears no key of ours.</summary>
    public Guid? EntryId { get; init; }
    public required string PlatformId { get; init; }

    /// <summary>The platform's version token after the change.</summary>
    public required string Version { get; init; }

    /// <summary>edited, deleted, restored (after either of these) or doubled.</summary>
    public required string Change { get; init; }

    /// <summary>What differs, for people: "amount of assets.bank 95.00, sent 100.00".</summary>
    public required string Detail { get; init; }
    public required DateTimeOffset SeenAt { get; init; }

    ItemIdentity IIdentified.Identity => new() { EntryId = EntryId, Connection = Connection };
}

/// <summary>Entries wait for their turn at these connections: a platform takes only so many at a time. Told again and again while they wait.</summary>
public sealed record PushesWaiting : IEnvelope<WaitingConnection>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<WaitingConnection> Items { get; init; }
}

public sealed record WaitingConnection
{
    public required string Connection { get; init; }

    /// <summary>Whatever was posted since then may still wait.</summary>
    public required DateTimeOffset Since { get; init; }
    public required DateTimeOffset ToldAt { get; init; }
}

/// <summary>Which platforms are to hold an organisation's entries.</summary>
public sealed record PlatformConnectionsChanged : IEnvelope<ConnectionState>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<ConnectionState> Items { get; init; }
}

public sealed record ConnectionState
{
    public required string Connection { get; init; }
    public required string Platform { get; init; }
    public required bool Active { get; init; }

    /// <summary>Entries posted from here on must be there.</summary>
    public required DateTimeOffset Since { get; init; }
}
