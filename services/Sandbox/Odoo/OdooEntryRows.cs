namespace AccountingSync.Sandbox.Odoo;

internal sealed class EntryRow(OdooEntry entry, OdooBooks books) : OdooRow("account.move", entry.Id)
{
    public override string DisplayName => entry.Name ?? "/";

    protected override object? Value(string field) =>
        field switch
        {
            // A draft has a slash for its name in earlier series, and nothing in later ones.
            "name" => entry.Name ?? (books.Settings.Series >= 17 ? null : "/"),
            "ref" => entry.Ref,
            "date" => entry.Date,
            "state" => entry.State,
            "move_type" => "entry",
            "posted_before" => entry.PostedBefore,
            "reversed_entry_id" => entry.ReversedEntryId is { } id && books.FindEntry(id) is { } reversed ? new EntryRow(reversed, books) : null,
            "journal_id" => new JournalRow(books.FindJournal(entry.JournalId)!, books),
            "company_id" => new CompanyRow(books),
            "write_date" => entry.WrittenAt,
            "line_ids" => entry.Lines.Select(OdooRow (line) => new LineRow(line, entry, books)),
            _ => throw Unknown(field),
        };
}

internal sealed class LineRow(OdooLine line, OdooEntry entry, OdooBooks books) : OdooRow("account.move.line", line.Id)
{
    public override string DisplayName => line.Name ?? entry.Name ?? "/";

    protected override object? Value(string field) =>
        field switch
        {
            "move_id" => new EntryRow(entry, books),
            "account_id" => new AccountRow(books.FindAccount(line.AccountId)!, books),
            "name" => line.Name,
            "debit" => line.Debit,
            "credit" => line.Credit,
            "balance" => line.Debit - line.Credit,
            "currency_id" => new CurrencyRow(books.FindCurrency(line.CurrencyId)!, books, on: null),
            "amount_currency" => line.AmountCurrency,
            "write_date" => line.WrittenAt,
            _ => throw Unknown(field),
        };
}
