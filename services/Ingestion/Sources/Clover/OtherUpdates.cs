namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>Updates that book nothing. What is in no list may move money, as a cash adjustment (CA) does, and is unknown.</summary>
static class OtherUpdates
{
    const string NoMoney = "It describes things and moves no money.";

    // The keys of docs.clover.com/docs/webhooks.
    static readonly UnbookedEvents Unbooked = new(
        [],
        [
            ("A.", NoMoney),
            ("C.", NoMoney),
            ("E.", NoMoney),
            ("I.", NoMoney),
            ("IC.", NoMoney),
            ("IG.", NoMoney),
            ("IM.", NoMoney),
            ("M.", NoMoney),
            ("SH.", NoMoney),
        ]
    );

    public static SourceEvent Read(CloverEvent received) =>
        received.Type.StartsWith("CA.", StringComparison.Ordinal)
            ? received.Unknown("Cash was put into or taken out of a drawer, and no amount is told: book it by hand.")
            : Unbooked.Read(received);
}
