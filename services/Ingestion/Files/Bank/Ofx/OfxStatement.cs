namespace AccountingSync.Ingestion.Files.Bank.Ofx;

/// <summary>STMTRS and CCSTMTRS. There is a closing balance at most, so nothing proves that the list of entries is whole.</summary>
static class OfxStatement
{
    public static BankStatement Read(FileElement statement, BankAccount account)
    {
        var currency = statement.TextAt("CURDEF") ?? throw statement.Missing("CURDEF");
        var notes = new List<string>();
        var list = statement.Child("BANKTRANLIST");
        return new BankStatement
        {
            Account = account,
            Currency = currency.ToUpperInvariant(),
            Closing = Closing(statement.Child("LEDGERBAL"), notes),
            From = list?.TextAt("DTSTART") is { } ? OfxValues.Day(list, "DTSTART") : null,
            To = list?.TextAt("DTEND") is { } ? OfxValues.Day(list, "DTEND") : null,
            Entries = [.. (list?.All("STMTTRN") ?? []).Select((entry, index) => OfxEntry.Read(entry, index + 1, currency))],
            Proof = StatementProof.None,
            Notes = notes,
        };
    }

    static BankBalance? Closing(FileElement? balance, List<string> notes)
    {
        if (balance?.TextAt("BALAMT") is not null)
            return new BankBalance(OfxValues.Amount(balance, "BALAMT"), OfxValues.Day(balance, "DTASOF"));
        notes.Add(balance is null ? "The bank states no balance." : $"{balance.Place}: LEDGERBAL is empty: the bank states no balance.");
        return null;
    }
}
