namespace AccountingSync.Accounting.Reconciliation;

/// <summary>Holds what a source says of its account against what was received. Pure; that all of it had its time is the caller's care.</summary>
public sealed class AccountComparison
{
    readonly AccountSide side;
    readonly IReadOnlyList<MovementSide> missing;
    readonly IReadOnlyList<MovementSide> differing;

    public AccountComparison(AccountSide side)
    {
        this.side = side;
        missing = [.. side.Movements.Where(movement => movement is { Known: false, UnderWay: false })];
        differing = [.. side.Movements.Where(movement => movement.Known && movement.Own is { } own && own != movement.Amount)];
        var known = side.Movements.Where(movement => movement.Known).ToList();
        Known = known.Count;
        KnownSum = known.Sum(movement => movement.Own ?? movement.Amount);
        Refilled = known.Count(movement => movement.Refilled);
        var underWay = side.Movements.Where(movement => movement is { Known: false, UnderWay: true }).ToList();
        UnderWay = underWay.Count;
        UnderWaySum = underWay.Sum(movement => movement.Amount);
        Difference = side is { Opening: { } opening, Closing: { } closing } ? closing - opening - KnownSum - UnderWaySum : null;
    }

    /// <summary>How many of the transactions that moved the account were received.</summary>
    public int Known { get; }

    /// <summary>By how much they did, as they say themselves.</summary>
    public decimal KnownSum { get; }

    /// <summary>How many of them no webhook had told.</summary>
    public int Refilled { get; }
    public int Missing => missing.Count;
    public int Differing => differing.Count;
    public int Unheard => side.Unheard.Count;

    /// <summary>How many moved the account and are told only later, and by how much they did.</summary>
    public int UnderWay { get; }
    public decimal UnderWaySum { get; }

    /// <summary>What the closing balance is more than the opening one, <see cref="KnownSum"/> and <see cref="UnderWaySum"/>; null without balances.</summary>
    public decimal? Difference { get; }

    /// <summary>The account began with something else than the period before it ended with: a statement between them is missing.</summary>
    bool IsTornOff => side is { Opening: { } opening, Before: { } before } && opening != before;

    /// <summary>All that the source wanted to tell has come in.</summary>
    public bool IsTold => side.Movements.Sum(movement => movement.Rows) >= side.Told;

    public AccountState State =>
        !IsTold ? AccountState.Waiting
        : missing.Count > 0 || differing.Count > 0 || side.Unheard.Count > 0 || Difference is not (null or 0m) || IsTornOff ? AccountState.Gap
        : UnderWay > 0 ? AccountState.Waiting
        : Difference is null ? AccountState.Unproven
        : AccountState.Complete;

    /// <returns>Null unless there is a gap.</returns>
    public Finding? Finding() =>
        State == AccountState.Gap
            ? new Finding(
                DiscrepancyType.SourceIncomplete,
                new Subject { Source = side.Source, Period = side.Name },
                new Evidence { Account = Evidence() }
            )
            : null;

    AccountEvidence Evidence() =>
        new()
        {
            Account = side.Account,
            Currency = side.Currency,
            From = side.From,
            Until = side.Until,
            Opening = side.Opening,
            Closing = side.Closing,
            Before = IsTornOff ? side.Before : null,
            Movements = side.Movements.Count,
            Known = Known,
            Difference = Difference,
            Missing = Named(missing),
            MissingCount = missing.Count,
            Differing = Named(differing),
            DifferingCount = differing.Count,
            Unheard = [.. side.Unheard.Order(StringComparer.Ordinal).Take(AccountEvidence.MostNamed)],
            UnheardCount = side.Unheard.Count,
        };

    /// <summary>The largest first.</summary>
    static MovementEvidence[] Named(IReadOnlyList<MovementSide> movements) =>
        [
            .. movements
                .OrderByDescending(movement => Math.Abs(movement.Amount))
                .ThenBy(movement => movement.TransactionId, StringComparer.Ordinal)
                .Take(AccountEvidence.MostNamed)
                .Select(movement => new MovementEvidence(movement.TransactionId, movement.Amount, movement.Own)),
        ];
}
