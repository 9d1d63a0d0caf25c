using System.ComponentModel;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>A payout, and whether the clearing account came to zero over it and what it settles.</summary>
public sealed record PayoutAnswer
{
    public required string Source { get; init; }
    public required string Id { get; init; }
    public required int Revision { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string Currency { get; init; }

    [Description("Decimal string in the currency's scale.")]
    public required string Gross { get; init; }

    [Description(
        "zero: the account came to zero. suspense: it did, and a part that the source cannot tell lies on the suspense account. "
            + "residual: it did not. waiting: it was not looked at yet. unknown: the source does not say what the payout settles, so nothing is claimed."
    )]
    public required string State { get; init; }

    [Description("How many things it settles; 0 when the source does not say.")]
    public required int Settles { get; init; }

    [Description("The account that is to come to zero.")]
    public required string Clearing { get; init; }

    [Description("Where what the source cannot tell is put.")]
    public string? Suspense { get; init; }

    [Description("Decimal string by currency: what is left on the clearing account, without currencies that are zero.")]
    public required IReadOnlyDictionary<string, string> Residual { get; init; }

    [Description("The same of the suspense account.")]
    public required IReadOnlyDictionary<string, string> OnSuspense { get; init; }

    [Description("When it was looked at last.")]
    public DateTimeOffset? CheckedAt { get; init; }

    public static PayoutAnswer Of(Payout payout) =>
        new()
        {
            Source = payout.Source,
            Id = payout.Id,
            Revision = payout.Revision,
            OccurredAt = payout.OccurredAt,
            Currency = payout.Currency,
            Gross = AmountText.Of(payout.Gross, payout.Currency),
            State = payout.State,
            Settles = payout.Contents,
            Clearing = payout.Clearing,
            Suspense = payout.Suspense,
            Residual = Amounts(payout.Residual),
            OnSuspense = Amounts(payout.OnSuspense),
            CheckedAt = payout.CheckedAt,
        };

    public static IReadOnlyDictionary<string, string> Amounts(IReadOnlyDictionary<string, decimal>? amounts) =>
        (amounts ?? new Dictionary<string, decimal>())
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => AmountText.Of(pair.Value, pair.Key));
}

/// <summary>Payouts, the newest first.</summary>
public sealed record PayoutsAnswer(IReadOnlyList<PayoutAnswer> Payouts);

/// <summary>One thing that a payout settles.</summary>
public sealed record PayoutContentAnswer(
    string Id,
    [property: Description("sale, payment, refund, fee and so on; absent for what the source can name and not tell.")] string? Kind,
    [property: Description("Decimal string: how it moved the balance that is paid out, as the source says.")] string Amount,
    [property: Description("Decimal string by currency: what its entries came to on the clearing account; absent when it has none.")]
        IReadOnlyDictionary<string, string>? Posted,
    [property: Description("posted, held, received and so on; absent when it was never heard of.")] string? Outcome,
    string? Reason
);

/// <summary>A payout with what it settles: what does not fit first, then by amount; at most 1000.</summary>
public sealed record PayoutDetailAnswer(PayoutAnswer Payout, IReadOnlyList<PayoutContentAnswer> Contents)
{
    public static PayoutDetailAnswer Of(PayoutDetail detail) =>
        new(
            PayoutAnswer.Of(detail.Payout),
            [
                .. detail.Contents.Select(content => new PayoutContentAnswer(
                    content.Id,
                    content.Kind,
                    AmountText.Of(content.Amount, detail.Payout.Currency),
                    content.Posted is null ? null : PayoutAnswer.Amounts(content.Posted),
                    content.Outcome,
                    content.Reason
                )),
            ]
        );
}
