namespace AccountingSync.Ingestion.Files.Bank.Camt;

/// <summary>The booked balances of a statement. OPBD, or PRCD, the closing balance of the statement before, opens; CLBD closes. Between two
/// pages stands an interim one, ITBD: the last of one page, the first of the next. Available balances (CLAV, FWAV …) prove nothing about entries.</summary>
sealed record CamtBalances(BankBalance? Opening, BankBalance? Closing, string? Currency)
{
    public static CamtBalances Read(FileElement statement)
    {
        var booked = statement.All("Bal").Select(balance => (Code: Code(balance), Element: balance)).ToList();
        var interim = booked.Where(balance => balance.Code == "ITBD").Select(balance => balance.Element).ToList();
        var opening = One(booked, "OPBD");
        var previous = One(booked, "PRCD");
        var closing = One(booked, "CLBD");
        if (opening is not null && previous is not null && CamtValues.Signed(opening, "Bal") != CamtValues.Signed(previous, "Bal"))
            throw previous.Wrong("Bal", "balance", "The balances OPBD and PRCD are not the same. Ask the bank for the statement again.");
        opening ??= previous;
        var first = opening is null && interim.Count > 0 && (closing is not null || interim.Count > 1);
        var last = closing is null && interim.Count > 0;
        if (interim.Count > (first ? 1 : 0) + (last ? 1 : 0))
            throw interim[^1].Wrong("Bal", "balance", "There are more interim balances (ITBD) than a page has ends.");
        return new CamtBalances(
            opening is not null ? Balance(opening, isInterim: false)
                : first ? Balance(interim[0], isInterim: true)
                : null,
            closing is not null ? Balance(closing, isInterim: false)
                : last ? Balance(interim[^1], isInterim: true)
                : null,
            OneCurrency(statement, [opening, closing, .. interim])
        );
    }

    static FileElement? One(List<(string? Code, FileElement Element)> balances, string code)
    {
        var found = balances.Where(balance => balance.Code == code).Select(balance => balance.Element).ToList();
        return found.Count < 2 ? found.FirstOrDefault() : throw found[1].Wrong("Bal", "balance", $"The statement has two balances {code}.");
    }

    static string? Code(FileElement balance) => balance.TextAt("Tp", "CdOrPrtry", "Cd");

    static BankBalance Balance(FileElement balance, bool isInterim) =>
        new(CamtValues.Signed(balance, "Bal"), CamtValues.Day(balance.Child("Dt") ?? throw balance.Missing("Dt"), "Bal/Dt"), isInterim);

    static string? OneCurrency(FileElement statement, IEnumerable<FileElement?> balances)
    {
        var currencies = balances
            .OfType<FileElement>()
            .Select(balance => balance.TextAt("Amt", "@Ccy") ?? throw balance.Missing("Amt/@Ccy"))
            .Distinct()
            .ToList();
        return currencies.Count < 2
            ? currencies.FirstOrDefault()
            : throw statement.Wrong("Bal/Amt", "currency", $"The balances are in {string.Join(" and ", currencies)}; a statement has one currency.");
    }
}
