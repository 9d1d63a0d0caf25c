namespace AccountingSync.Ingestion.Sources;

/// <summary>Reads what a vendor's account held on each day and what moved it, so that what was received can be held against it.</summary>
public interface ISourceAccounts
{
    /// <summary>The word of its <see cref="ISourceSystem"/>.</summary>
    string Name { get; }

    /// <param name="since">The first day, of UTC, that is told.</param>
    /// <param name="until">The first day that is not told.</param>
    Task<AccountAnswer> Tell(DateOnly since, DateOnly until, SourceAccess access, CancellationToken stop);
}

/// <summary>How a vendor answered when it was asked for its account.</summary>
public abstract record AccountAnswer
{
    AccountAnswer() { }

    public sealed record Told(IReadOnlyList<AccountPeriod> Periods) : AccountAnswer;

    /// <param name="Why">Anything but <see cref="FetchAnswer.Found"/>.</param>
    public sealed record Failed(FetchAnswer Why) : AccountAnswer;
}

/// <summary>What an account held before and after some days, and what moved it in them. Amounts in major units, more than zero is money of ours.</summary>
/// <param name="Account">The vendor's word for it.</param>
/// <param name="Until">The last day.</param>
/// <param name="Reference">Tells statements of the same days apart: their number, or a mark of what is in them; empty where there is one for each day.</param>
/// <param name="Opening">Null where nobody says.</param>
public sealed record AccountPeriod(
    string Account,
    string Currency,
    DateOnly From,
    DateOnly Until,
    string Reference,
    decimal? Opening,
    decimal? Closing,
    IReadOnlyList<AccountMovement> Movements
);

/// <param name="Id">The vendor's id of the row in its account.</param>
/// <param name="TransactionId">The id of the source transaction that tells of it.</param>
/// <param name="UnderWayUntil">The last day on which it is no wonder that this transaction was not told yet; null: it is told at once.</param>
public sealed record AccountMovement(DateOnly Day, string Id, string TransactionId, decimal Amount, DateOnly? UnderWayUntil = null);
