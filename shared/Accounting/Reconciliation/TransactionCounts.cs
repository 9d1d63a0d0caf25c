namespace AccountingSync.Accounting.Reconciliation;

/// <summary>What became of all that was received.</summary>
public sealed record TransactionCounts(long Received, long Posted, long Held, long Rejected, long Superseded, long Waiting)
{
    /// <summary>Zero when every received transaction is in exactly one of the others.</summary>
    public long Unaccounted => Received - (Posted + Held + Rejected + Superseded + Waiting);

    public Finding? Compare() => Unaccounted == 0 ? null : new Finding(DiscrepancyType.CountsDiffer, new Subject(), new Evidence { Counts = this });
}
