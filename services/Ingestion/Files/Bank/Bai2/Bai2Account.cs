using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>03 … 49: balances and summaries of one account, then its details.</summary>
static class Bai2Account
{
    const int OpeningLedger = 10;
    const int ClosingLedger = 15;

    /// <returns>The control total as the bank states it goes into the group's, whatever is wrong with the account.</returns>
    public static (StatementResult Result, decimal ControlTotal) Read(Bai2Record header, Bai2Cursor records, Bai2Group group)
    {
        var before = records.Lines - header.Lines.Count;
        var details = new List<Bai2Record>();
        while (records.Optional("16") is { } detail)
            details.Add(detail);
        var trailer = Bai2Trailer.Read(records.Required("49"), what: null);
        var lines = records.Lines - before;
        BankAccount? account = null;
        try
        {
            var fields = new Bai2Fields(header);
            account = new BankAccount(CardNumber.Hide(Named(header, fields.Next())), "other", group.Bank.Length > 0 ? group.Bank : null);
            var statement = Read(header, fields, details, trailer, lines, group, account);
            return (
                StatementChecks.FirstBreach(statement, header.Place) is { } breach
                    ? new StatementResult.Refused(breach, account)
                    : new StatementResult.Read(statement),
                trailer.ControlTotal
            );
        }
        catch (BankShapeException refused)
        {
            return (new StatementResult.Refused(refused.Problem, account), trailer.ControlTotal);
        }
    }

    static BankStatement Read(
        Bai2Record header,
        Bai2Fields fields,
        List<Bai2Record> details,
        Bai2Trailer trailer,
        int lines,
        Bai2Group group,
        BankAccount account
    )
    {
        var code = fields.Next() is { Length: > 0 } named ? named : group.Currency;
        if (!Currencies.TryFind(code, out var currency))
            throw header.Wrong(
                "currency",
                "unknown-currency",
                $"'{BankTexts.Kept(code)}' is no ISO 4217 currency in use, so nothing can be booked in it."
            );
        var summaries = Bai2Summary.Read(header, fields);
        var entries = details.Select(detail => Bai2Detail.Read(detail, group.Day, currency)).ToList();
        var sum = summaries.Sum(summary => summary.Amount ?? 0m) + entries.Sum(entry => entry.MinorUnits);
        if (trailer.Breach(sum, 0, lines) is { } breach)
            throw new BankShapeException(breach);
        var booked = entries.Select(entry => entry.Entry).OfType<BankEntry>().ToList();
        Bai2Summary.CheckComplete(header, summaries, booked, currency);
        BankBalance? Balance(int type) =>
            summaries.FirstOrDefault(summary => summary.Type == type)?.Amount is { } amount
                ? new BankBalance(amount / currency.MinorUnits, group.Day)
                : null;
        var (opening, closing) = (Balance(OpeningLedger), Balance(ClosingLedger));
        return new BankStatement
        {
            Account = account,
            Currency = code,
            Opening = opening,
            Closing = closing,
            From = group.Day,
            To = group.Day,
            Entries = booked,
            Proof = opening is not null && closing is not null ? StatementProof.Balances : StatementProof.Totals,
        };
    }

    static string Named(Bai2Record header, string account) =>
        account.Length > 0 ? account : throw header.Wrong("account", "missing", "The record names no account.");
}
