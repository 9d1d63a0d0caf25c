using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>03 … 49: balances and summaries of one account, then its details.</summary>
static class Bai2Account
{
    const int OpeningLedger = 10;
    const int ClosingLedger = 15;

    /// <returns>With the sum of all its amounts, which counts in the group's; where they cannot be read, the one that the bank states.</returns>
    public static (StatementResult Result, decimal Sum) Read(Bai2Record header, Bai2Cursor records, Bai2Group group)
    {
        var before = records.Lines - header.Lines.Count;
        var details = new List<Bai2Record>();
        while (records.Optional("16") is { } detail)
            details.Add(detail);
        var trailer = Bai2Trailer.Read(records.Required("49"), what: null);
        var lines = records.Lines - before;
        var sum = trailer.ControlTotal;
        BankAccount? account = null;
        try
        {
            var fields = new Bai2Fields(header);
            account = new BankAccount(CardNumber.Hide(Named(header, fields.Next())), "other", group.Bank.Length > 0 ? group.Bank : null);
            var currency = CurrencyOf(header, fields, group);
            var summaries = Bai2Summary.Read(header, fields);
            var entries = details.Select(detail => Bai2Detail.Read(detail, group.Day, currency)).ToList();
            sum = summaries.Sum(summary => summary.Amount ?? 0m) + entries.Sum(entry => entry.MinorUnits);
            if (trailer.Breach(sum, 0, lines) is { } wrong)
                return (new StatementResult.Refused(wrong, account), sum);
            var booked = entries.Select(entry => entry.Entry).OfType<BankEntry>().ToList();
            Bai2Summary.CheckComplete(header, summaries, booked, currency);
            var statement = Statement(account, currency, group.Day, summaries, booked);
            return StatementChecks.FirstBreach(statement, header.Place) is { } breach
                ? (new StatementResult.Refused(breach, account), sum)
                : (new StatementResult.Read(statement), sum);
        }
        catch (BankShapeException refused)
        {
            return (new StatementResult.Refused(refused.Problem, account), sum);
        }
    }

    static BankStatement Statement(
        BankAccount account,
        Currency currency,
        DateOnly day,
        IReadOnlyList<Bai2Summary> summaries,
        List<BankEntry> entries
    )
    {
        BankBalance? Balance(int type) =>
            summaries.FirstOrDefault(summary => summary.Type == type)?.Amount is { } amount
                ? new BankBalance(amount / currency.MinorUnits, day)
                : null;
        var (opening, closing) = (Balance(OpeningLedger), Balance(ClosingLedger));
        return new BankStatement
        {
            Account = account,
            Currency = currency.Code,
            Opening = opening,
            Closing = closing,
            From = day,
            To = day,
            Entries = entries,
            Proof = opening is not null && closing is not null ? StatementProof.Balances : StatementProof.Totals,
        };
    }

    static Currency CurrencyOf(Bai2Record header, Bai2Fields fields, Bai2Group group)
    {
        var code = fields.Next() is { Length: > 0 } named ? named : group.Currency;
        return Currencies.TryFind(code, out var currency)
            ? currency
            : throw header.Wrong(
                "currency",
                "unknown-currency",
                $"'{BankTexts.Kept(code)}' is no ISO 4217 currency in use, so nothing can be booked in it."
            );
    }

    static string Named(Bai2Record header, string account) =>
        account.Length > 0 ? account : throw header.Wrong("account", "missing", "The record names no account.");
}
