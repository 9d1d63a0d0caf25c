using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Files.Bank.Ofx;

/// <summary>Whose statement it is.</summary>
static class OfxAccount
{
    public static BankAccount OfBank(FileElement statement)
    {
        var from = statement.Child("BANKACCTFROM") ?? throw statement.Missing("BANKACCTFROM");
        return new BankAccount(CardNumber.Hide(from.TextAt("ACCTID") ?? throw from.Missing("ACCTID")), "other", from.TextAt("BANKID"));
    }

    /// <summary>The number of a card account is mostly the card's, and is cut to its last digits before anybody sees it.</summary>
    public static BankAccount OfCard(FileElement statement)
    {
        var from = statement.Child("CCACCTFROM") ?? throw statement.Missing("CCACCTFROM");
        var id = from.TextAt("ACCTID") ?? throw from.Missing("ACCTID");
        return new BankAccount(id.Length > 4 ? $"…{id[^4..]}" : id, "card");
    }

    /// <returns>Null when even the account is missing.</returns>
    public static BankAccount? OfInvestment(FileElement answer) =>
        answer.At("INVSTMTRS", "INVACCTFROM") is { } from && from.TextAt("ACCTID") is { } id
            ? new BankAccount(CardNumber.Hide(id), "other", from.TextAt("BROKERID"))
            : null;
}
