using System.ComponentModel;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>Why a match is confirmed or rejected.</summary>
public sealed record BankMatchReason([property: Description("Kept with the decision.")] string? Reason = null);

/// <summary>One line of a match.</summary>
public sealed record BankMatchLineAnswer(
    [property: Description("books: what is to move the account, such as a payout. bank: what moved it.")] string Side,
    string Source,
    [property: Description("The transaction's id at the source.")] string Id,
    [property: Description("Decimal string: more than zero comes into the account.")] string Amount,
    [property: Description("When the bank booked it, or was expected to.")] DateOnly Day,
    [property: Description("What a later revision says instead of the amount.")] string? Now
);

/// <summary>Lines of the books and of a bank that belong together, or may, with what shows it.</summary>
public sealed record BankMatchAnswer
{
    public required Guid Id { get; init; }
    public required string Currency { get; init; }

    [Description(
        "accepted: by itself, and again by each run. proposed: a person must decide. confirmed, rejected: a person decided, and no run changes it."
    )]
    public required string State { get; init; }

    [Description("Those of which one at most is right have the same.")]
    public Guid? Proposal { get; init; }

    [Description("How many assignments the proposal has, also those that are not listed.")]
    public required int Candidates { get; init; }

    [Description("reference_equal, reference_in_text, name_amount_and_day or amount_and_day.")]
    public required string Rule { get; init; }

    [Description(
        "identified: references tell and the amounts agree. only_one: no other assignment of its lines exists. ambiguous: another one does. "
            + "not_proved: too many lines to prove that none does. differs: references tell, and the amounts do not agree."
    )]
    public required string Confidence { get; init; }

    [Description("Those that tell, in the form in which they are compared.")]
    public required IReadOnlyList<string> References { get; init; }

    [Description("Calendar days, at most, between a line of the one side and one of the other.")]
    public required int DaysApart { get; init; }

    [Description("How many other assignments share a line with it.")]
    public required int Alternatives { get; init; }

    [Description("Decimal string: what the bank's lines come to more than those of the books.")]
    public required string Difference { get; init; }
    public required DateTimeOffset FoundAt { get; init; }

    [Description("The name of a key.")]
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? Reason { get; init; }
    public required IReadOnlyList<BankMatchLineAnswer> Lines { get; init; }

    public static BankMatchAnswer Of(BankMatch match) =>
        new()
        {
            Id = match.Id,
            Currency = match.Currency,
            State = match.State,
            Proposal = match.Proposal,
            Candidates = match.Candidates,
            Rule = match.Rule,
            Confidence = match.Confidence,
            References = match.References,
            DaysApart = match.DaysApart,
            Alternatives = match.Alternatives,
            Difference = AmountText.Of(match.Difference, match.Currency),
            FoundAt = match.FoundAt,
            DecidedBy = match.DecidedBy,
            DecidedAt = match.DecidedAt,
            Reason = match.Reason,
            Lines =
            [
                .. match.Lines.Select(line => new BankMatchLineAnswer(
                    line.Side,
                    line.Source,
                    line.Id,
                    AmountText.Of(line.Amount, match.Currency),
                    line.Day,
                    line.Now is { } now ? AmountText.Of(now, match.Currency) : null
                )),
            ],
        };
}

/// <summary>Matches, what was found last first.</summary>
public sealed record BankMatchesAnswer(IReadOnlyList<BankMatchAnswer> Matches);
