namespace AccountingSync.Messaging;

/// <summary>How far apart the sessions of an organisation begin, where there is more than one in that time. A session has its price
/// however little it carries; kept apart, more goes by the same one, and what it saves makes the others sooner than the wait makes them
/// late. A lone message waits for nothing.</summary>
public static class Apart
{
    /// <summary>On the way of a transaction to the ledger.</summary>
    public static readonly TimeSpan Urgent = TimeSpan.FromMilliseconds(15);

    /// <summary>What follows from it.</summary>
    public static readonly TimeSpan NotUrgent = TimeSpan.FromMilliseconds(250);
}
