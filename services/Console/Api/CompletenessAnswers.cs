using System.ComponentModel;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>Whether all that moved a source's account over a period was received: what was compared, when, with which figures.</summary>
public sealed record CompletenessAnswer
{
    public required string Source { get; init; }

    [Description("The source's word for the account.")]
    public required string Account { get; init; }
    public required string Currency { get; init; }
    public required DateOnly From { get; init; }

    [Description("The last day.")]
    public required DateOnly Until { get; init; }

    [Description("The statement's number, or a mark of what is in it where the bank does not number.")]
    public string? Reference { get; init; }

    [Description(
        "complete: what was received leads from the opening to the closing balance. unproven: nothing is missing among what the source told, and it tells no balances. "
            + "gap: something is missing or differs; a discrepancy of type source_incomplete says what. waiting: it was not looked at yet, or what is under way is not received yet."
    )]
    public required string State { get; init; }

    [Description("Decimal string; absent where the source does not say.")]
    public string? Opening { get; init; }
    public string? Closing { get; init; }

    [Description("How many transactions moved the account, as the source says.")]
    public required int Movements { get; init; }

    [Description("How many of them were received.")]
    public required int Known { get; init; }

    [Description("Decimal string: by how much those moved the account, as they say themselves.")]
    public required string KnownSum { get; init; }

    [Description("How many of them no webhook had told: a pull or a report did.")]
    public required int Refilled { get; init; }

    [Description("How many were never received.")]
    public required int Missing { get; init; }

    [Description("How many were received with another amount.")]
    public required int Differing { get; init; }

    [Description("How many were received and moved no account of the source.")]
    public required int Unheard { get; init; }

    [Description("How many were not received yet because they are told only later, such as a payout that the bank does not have yet.")]
    public required int UnderWay { get; init; }

    [Description("Decimal string: by how much those moved the account, as the source says.")]
    public required string UnderWaySum { get; init; }

    [Description("Decimal string: what the closing balance is more than the opening one, what was received and what is under way.")]
    public string? Difference { get; init; }

    [Description("pull or file.")]
    public required string ToldBy { get; init; }
    public required DateTimeOffset ToldAt { get; init; }

    [Description("When it was compared last.")]
    public DateTimeOffset? ComparedAt { get; init; }

    [Description("Since when it is complete.")]
    public DateTimeOffset? CompleteAt { get; init; }

    public static CompletenessAnswer Of(AccountPeriod period) =>
        new()
        {
            Source = period.Source,
            Account = period.Account,
            Currency = period.Currency,
            From = period.From,
            Until = period.Until,
            Reference = period.Reference.Length == 0 ? null : period.Reference,
            State = period.State,
            Opening = Amount(period.Opening, period.Currency),
            Closing = Amount(period.Closing, period.Currency),
            Movements = period.Movements,
            Known = period.Known,
            KnownSum = AmountText.Of(period.KnownSum, period.Currency),
            Refilled = period.Refilled,
            Missing = period.Missing,
            Differing = period.Differing,
            Unheard = period.Unheard,
            UnderWay = period.UnderWay,
            UnderWaySum = AmountText.Of(period.UnderWaySum, period.Currency),
            Difference = Amount(period.Difference, period.Currency),
            ToldBy = period.ToldBy,
            ToldAt = period.ToldAt,
            ComparedAt = period.ComparedAt,
            CompleteAt = period.CompleteAt,
        };

    static string? Amount(decimal? amount, string currency) => amount is { } known ? AmountText.Of(known, currency) : null;
}

/// <summary>Periods of sources' accounts.</summary>
public sealed record CompletenessesAnswer(IReadOnlyList<CompletenessAnswer> Periods);
