namespace AccountingSync.Sandbox.Odoo;

/// <summary>How one database's company is set up.</summary>
public sealed record OdooSettings
{
    /// <summary>The series of Odoo, which decides what fields there are: 16 to 19.</summary>
    public int Series { get; init; } = 19;
    public string Company { get; init; } = "Sandbox Company";

    /// <summary>The company's.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Nothing is posted on this day or before.</summary>
    public DateOnly? FiscalyearLockDate { get; init; }

    /// <summary>The same, for good; since Odoo 18.</summary>
    public DateOnly? HardLockDate { get; init; }

    /// <summary>For all but advisers, before Odoo 18. The sandbox's user is none.</summary>
    public DateOnly? PeriodLockDate { get; init; }

    /// <summary>For journals of sales, since Odoo 18.</summary>
    public DateOnly? SaleLockDate { get; init; }

    /// <summary>What is posted cannot be set back to a draft: the journal is secured by a hash.</summary>
    public bool Secured { get; init; }

    /// <summary>What was posted once cannot be deleted any more.</summary>
    public bool AuditTrail { get; init; }

    public IReadOnlyList<OdooRate> Rates { get; init; } = [];

    /// <summary>The last day on which nothing is posted in a journal of this type, and what people call it.</summary>
    public (DateOnly Day, string Name)? LockFor(string journalType)
    {
        (DateOnly? Day, string Name)[] locks =
            Series >= 18
                ?
                [
                    (FiscalyearLockDate, "Global Lock Date"),
                    (HardLockDate, "Hard Lock Date"),
                    (journalType == "sale" ? SaleLockDate : null, "Sales Lock Date"),
                ]
                : [(FiscalyearLockDate, "Lock Date for All Users"), (PeriodLockDate, "Lock Date for Non-Advisers")];
        var latest = locks.MaxBy(held => held.Day);
        return latest.Day is { } day ? (day, latest.Name) : null;
    }
}
