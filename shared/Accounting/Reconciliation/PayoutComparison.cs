namespace AccountingSync.Accounting.Reconciliation;

/// <summary>Holds a payout's assertion against what was really posted. Pure; that all of it had its time is the caller's care.</summary>
public sealed class PayoutComparison
{
    readonly PayoutSide payout;
    readonly ILookup<string, Posting> cleared;
    readonly IReadOnlyList<ContentSide> shared;

    /// <param name="postings">Of the payout and its contents; those on other accounts or of other transactions do not count.</param>
    public PayoutComparison(PayoutSide payout, IReadOnlyList<Posting> postings)
    {
        this.payout = payout;
        var members = payout.Contents.Select(content => content.Id).Append(payout.Id).ToHashSet(StringComparer.Ordinal);
        var own = postings.Where(posting => members.Contains(posting.TransactionId)).ToList();
        cleared = own.Where(posting => posting.Account == payout.Clearing).ToLookup(posting => posting.TransactionId, StringComparer.Ordinal);
        shared = [.. payout.Contents.Where(content => content.AlsoIn is not null)];
        IsClaimed = payout.Contents.Count > 0;
        Residual = IsClaimed ? Sum(cleared.SelectMany(group => group)) : Nothing;
        OnSuspense = IsClaimed && payout.Suspense is { } suspense ? Sum(own.Where(posting => posting.Account == suspense)) : Nothing;
    }

    static IReadOnlyDictionary<string, decimal> Nothing { get; } = new SortedDictionary<string, decimal>();

    /// <summary>False when the source does not say what the payout settles.</summary>
    public bool IsClaimed { get; }

    /// <summary>What is left on the account, by currency.</summary>
    public IReadOnlyDictionary<string, decimal> Residual { get; }

    /// <summary>What lies on suspense, by currency.</summary>
    public IReadOnlyDictionary<string, decimal> OnSuspense { get; }

    public PayoutState State =>
        !IsClaimed ? PayoutState.Unknown
        : Residual.Count > 0 || shared.Count > 0 ? PayoutState.Residual
        : OnSuspense.Count > 0 ? PayoutState.Suspense
        : PayoutState.Zero;

    public IReadOnlyList<Finding> Findings()
    {
        var findings = new List<Finding>();
        if (State == PayoutState.Residual)
            findings.Add(Of(DiscrepancyType.PayoutNotCleared));
        if (OnSuspense.Count > 0)
            findings.Add(Of(DiscrepancyType.PayoutNotRecognised));
        return findings;
    }

    /// <summary>Why a difference that was seen before is none any more.</summary>
    public string WhyGone(DiscrepancyType type) =>
        !IsClaimed ? "The source does not say any more what the payout settles."
        : type == DiscrepancyType.PayoutNotCleared ? $"{payout.Clearing} came to zero."
        : payout.Suspense is { } suspense ? $"Nothing of it lies on {suspense} any more."
        : "The rule has no account any more for what the source cannot tell.";

    /// <summary>What the entries of one thing came to on the clearing account, by currency; null when none stands.</summary>
    public IReadOnlyDictionary<string, decimal>? PostedOf(ContentSide content) => content.Stands ? Sum(cleared[content.Id]) : null;

    Finding Of(DiscrepancyType type) =>
        new(type, new Subject { Source = payout.Source, TransactionId = payout.Id }, new Evidence { Payout = Evidence() });

    PayoutEvidence Evidence()
    {
        var unrecognised = payout.Contents.Where(content => content.Kind is null).ToList();
        var missing = payout.Contents.Where(content => content.Kind is not null && !content.Stands).ToList();
        var differing = payout.Contents.Where(Differs).ToList();
        return new PayoutEvidence
        {
            Currency = payout.Currency,
            Gross = payout.Gross,
            Clearing = payout.Clearing,
            Posted = Sum(cleared[payout.Id]),
            Residual = Residual,
            Suspense = payout.Suspense,
            OnSuspense = OnSuspense,
            Unlisted = payout.Gross - payout.Contents.Sum(content => content.Amount),
            Unrecognised = Named(unrecognised),
            UnrecognisedCount = unrecognised.Count,
            Missing = Named(missing),
            MissingCount = missing.Count,
            Differing = Named(differing),
            DifferingCount = differing.Count,
            Shared = Named(shared, content => $"payout {content.AlsoIn} settles it, too"),
            SharedCount = shared.Count,
        };
    }

    /// <summary>What the source cannot tell must not move the account at all: the payout's entry put it elsewhere.</summary>
    bool Differs(ContentSide content)
    {
        var expected = content.Kind is null ? 0m : content.Amount;
        var posted = PostedOf(content);
        return posted is not null
            && (posted.GetValueOrDefault(payout.Currency) != expected || posted.Keys.Any(currency => currency != payout.Currency));
    }

    /// <summary>The largest first.</summary>
    ContentEvidence[] Named(IReadOnlyList<ContentSide> contents, Func<ContentSide, string?>? why = null) =>
        [
            .. contents
                .OrderByDescending(content => Math.Abs(content.Amount))
                .ThenBy(content => content.Id, StringComparer.Ordinal)
                .Take(PayoutEvidence.MostNamed)
                .Select(content => new ContentEvidence(content.Id, content.Kind, content.Amount, PostedOf(content), (why ?? Fate)(content))),
        ];

    static string? Fate(ContentSide content) =>
        content.Stands ? null
        : content.Outcome is not { } outcome ? "never received"
        : content.Reason is { } reason ? $"{outcome.ToString().ToLowerInvariant()}: {reason}"
        : outcome.ToString().ToLowerInvariant();

    static IReadOnlyDictionary<string, decimal> Sum(IEnumerable<Posting> postings) =>
        Totals.WithoutZeros(
            postings.GroupBy(posting => posting.Currency).Select(group => KeyValuePair.Create(group.Key, group.Sum(posting => posting.Amount)))
        );
}
