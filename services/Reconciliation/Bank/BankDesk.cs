using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>What came of a person's decision.</summary>
abstract record BankDecision
{
    BankDecision() { }

    public sealed record Done : BankDecision;

    /// <summary>It had been decided so before; the first reason stays.</summary>
    public sealed record Already : BankDecision;

    public sealed record Unknown : BankDecision;

    /// <summary>Another match has one of the lines.</summary>
    public sealed record Taken(string Source, string LineId, Guid ByMatch) : BankDecision;
}

/// <summary>A person says that lines belong together, or that they do not. No run changes that.</summary>
static class BankDesk
{
    public const string Confirmed = "confirmed";
    public const string Rejected = "rejected";

    /// <param name="verdict"><see cref="Confirmed"/> or <see cref="Rejected"/>.</param>
    public static async Task<BankDecision> Decide(
        Session session,
        Guid match,
        string verdict,
        string by,
        string reason,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        // A run that is at work on the organisation ends first.
        await RunStore.Lock(session, stop);
        if (await BankDecisionStore.Find(session, match, stop) is not { } known)
            return new BankDecision.Unknown();
        if (known.State == verdict)
            return new BankDecision.Already();
        if (verdict == Confirmed && await BankDecisionStore.TakenBy(session, match, stop) is { } taken)
        {
            // What a run accepted gives way to a person; what a person confirmed does not.
            if (taken.State == Confirmed)
                return new BankDecision.Taken(taken.Source, taken.LineId, taken.Match);
            await BankDecisionStore.GiveWay(session, match, stop);
        }
        await BankDecisionStore.Decided(session, match, known.State, verdict, by, reason, now, stop);
        await BankNewsStore.Add(session, known.Currency, now - BankNewsStore.Within, stop);
        return new BankDecision.Done();
    }
}
