using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank.Camt;

/// <summary>One Stmt: the account, its balances, its entries.</summary>
static class CamtStatement
{
    /// <param name="number">The how manieth of the message, from 1.</param>
    /// <param name="messagePage">The page of the whole message, for versions in which a statement has none of its own.</param>
    public static BankStatement Read(FileElement statement, int number, BankAccount account, StatementPage? messagePage)
    {
        var balances = CamtBalances.Read(statement);
        var currency = Currency(statement, balances);
        var entries = new List<BankEntry>();
        var notes = new List<string>();
        var announced = 0;
        var ordinal = 0;
        foreach (var element in statement.All("Ntry"))
        {
            var entry = CamtEntry.Read(element, $"Stmt {number}, Ntry {++ordinal} ({element.Place})", currency);
            switch (CamtEntry.Status(element))
            {
                case "BOOK":
                    entries.Add(entry());
                    break;
                case "PDNG" or "INFO" or "FUTR":
                    announced++;
                    break;
                case var status:
                    throw element.Wrong("Ntry/Sts", "status", $"The status '{status}' is not known; BOOK, PDNG, INFO and FUTR are.");
            }
        }
        if (announced > 0)
            notes.Add($"{announced} entries are announced and not booked yet; they come again when they are.");
        var totals = CamtTotals.Check(statement, number);
        return new BankStatement
        {
            Account = account,
            Currency = currency,
            Number = (statement.TextAt("ElctrncSeqNb") ?? statement.TextAt("LglSeqNb"))?.TrimStart('0') is { Length: > 0 } sequence ? sequence : null,
            Page = Page(statement.Child("StmtPgntn")) ?? messagePage,
            Opening = balances.Opening,
            Closing = balances.Closing,
            From = Day(statement.At("FrToDt", "FrDtTm")),
            To = Day(statement.At("FrToDt", "ToDtTm")),
            Entries = entries,
            Proof =
                balances is { Opening: not null, Closing: not null } ? StatementProof.Balances
                : totals ? StatementProof.Totals
                : StatementProof.None,
            Notes = notes,
        };
    }

    public static BankAccount Account(FileElement statement)
    {
        var id = statement.At("Acct", "Id") ?? throw statement.Missing("Acct/Id");
        if (id.TextAt("IBAN") is { } iban)
            return new BankAccount(iban.Replace(" ", "", StringComparison.Ordinal), "iban");
        var other = id.TextAt("Othr", "Id") ?? throw id.Missing("IBAN or Othr/Id");
        var servicer = statement.At("Acct", "Svcr", "FinInstnId");
        return new BankAccount(
            other,
            "other",
            servicer?.TextAt("BICFI") ?? servicer?.TextAt("BIC") ?? servicer?.TextAt("ClrSysMmbId", "MmbId") ?? id.TextAt("Othr", "Issr")
        );
    }

    /// <returns>Null when the message is not cut into pages.</returns>
    public static StatementPage? Page(FileElement? pagination) =>
        pagination is null ? null
        : int.TryParse(pagination.TextAt("PgNb"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new StatementPage(number, pagination.TextAt("LastPgInd") is "true" or "1")
        : throw pagination.Wrong("PgNb", "number", $"The page '{pagination.TextAt("PgNb")}' is no number from 1.");

    static string Currency(FileElement statement, CamtBalances balances)
    {
        var stated = statement.TextAt("Acct", "Ccy");
        var currency =
            stated ?? balances.Currency ?? statement.Child("Ntry")?.TextAt("Amt", "@Ccy") ?? throw statement.Missing("Acct/Ccy or Bal/Amt");
        return balances.Currency is null || balances.Currency == currency
            ? currency
            : throw statement.Wrong("Bal/Amt", "currency", $"The account is in {currency}, its balance in {balances.Currency}.");
    }

    static DateOnly? Day(FileElement? element) => element is null ? null : CamtValues.Day(element, "FrToDt");
}
