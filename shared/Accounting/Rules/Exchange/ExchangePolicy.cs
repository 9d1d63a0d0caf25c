using System.Globalization;

namespace AccountingSync.Accounting.Rules.Exchange;

/// <summary>In which currency a set's entries are made of transactions in a foreign one.</summary>
/// <param name="BookIn">ISO 4217 code; null for whatever each transaction settled in.</param>
/// <param name="Difference">Account for what a refund or dispute costs more or less than its share of the original was posted for.</param>
/// <param name="HoldsUnknown">What is not known in that currency is held; otherwise it is posted in its own. Only with <paramref name="BookIn"/>.</param>
public sealed record ExchangePolicy(string? BookIn, string Difference, bool HoldsUnknown = true)
{
    internal ExchangeDecision For(SourceTransaction transaction)
    {
        if (BookIn is null)
            // One that does not say what it settled as may well have settled in its own currency: most do.
            return transaction.Settled is { } settled && settled.Currency != transaction.Currency
                ? new ExchangeDecision.Into(settled)
                : ExchangeDecision.AsItIs;
        if (transaction.Currency == BookIn)
            return ExchangeDecision.AsItIs;
        if (transaction.In(BookIn) is { } equivalent)
            return new ExchangeDecision.Into(equivalent);
        return HoldsUnknown ? new ExchangeDecision.Unknown(Missing(transaction, BookIn)) : ExchangeDecision.AsItIs;
    }

    /// <summary>What is missing and what happens then, for a person.</summary>
    internal static string Missing(SourceTransaction transaction, string currency)
    {
        var gross = string.Create(
            CultureInfo.InvariantCulture,
            $"{Currencies.Find(transaction.Currency).Format(transaction.Gross)} {transaction.Currency}"
        );
        return $"what {gross} come to in {currency} is not known (settled, booked). It is decided again when a later revision says so.";
    }
}

abstract record ExchangeDecision
{
    ExchangeDecision() { }

    /// <summary>In the transaction's own currency.</summary>
    public static ExchangeDecision AsItIs { get; } = new Same();

    public sealed record Same : ExchangeDecision;

    public sealed record Into(Equivalent Equivalent) : ExchangeDecision;

    public sealed record Unknown(string Reason) : ExchangeDecision;
}
