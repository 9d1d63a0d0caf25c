namespace AccountingSync.Accounting;

/// <summary>One of the things that a payout settles.</summary>
/// <param name="Id">Of the transaction, in the same source.</param>
/// <param name="Kind">What the source tells it as; null for what it can name and not tell, such as a correction by hand.</param>
/// <param name="Amount">How it moved the balance that is paid out, in the payout's currency: a sale raises it, a refund and a fee lower it.</param>
public sealed record PayoutContent(string Id, TransactionKind? Kind, decimal Amount);
