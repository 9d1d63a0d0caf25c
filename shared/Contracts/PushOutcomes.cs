namespace AccountingSync.Contracts;

/// <summary>Nobody knows whether the platform holds the entry. Starts the saga that finds out.</summary>
public sealed record PushOutcomeUnknown : IOwned
{
    /// <summary>Identity of the push, and of the saga.</summary>
    public required Guid PushId { get; init; }
    public required string Organisation { get; init; }
    public required string Reason { get; init; }
}

/// <summary>Ask the platform for our key.</summary>
public sealed record LookUpPush : IOwned
{
    public required Guid PushId { get; init; }
    public required string Organisation { get; init; }
    public required int Attempt { get; init; }
}

/// <summary>The platform holds the entry: adopted.</summary>
public sealed record PushFound
{
    public required Guid PushId { get; init; }
    public required string PlatformId { get; init; }
}

/// <summary>The platform does not hold the entry, so it may be sent again.</summary>
public sealed record PushNotFound
{
    public required Guid PushId { get; init; }
    public required int Attempt { get; init; }
}

/// <summary>The platform could not be asked.</summary>
public sealed record PushLookUpFailed
{
    public required Guid PushId { get; init; }
    public required int Attempt { get; init; }
    public required string Reason { get; init; }
}

/// <summary>Send the entry again, with a new idempotency key.</summary>
public sealed record RetryPush : IOwned
{
    public required Guid PushId { get; init; }
    public required string Organisation { get; init; }
}

/// <summary>Give up looking: a person decides.</summary>
public sealed record ParkPush : IOwned
{
    public required Guid PushId { get; init; }
    public required string Organisation { get; init; }
    public required string Reason { get; init; }
}
