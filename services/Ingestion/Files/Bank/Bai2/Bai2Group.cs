namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>02 … 98: accounts of one bank, as of one day.</summary>
/// <param name="Bank">The originator's number.</param>
/// <param name="Currency">Of accounts that name none; US dollars when the group names none either.</param>
sealed record Bai2Group(string Bank, DateOnly Day, string Currency)
{
    const string DefaultCurrency = "USD";

    public static (IReadOnlyList<StatementResult> Results, decimal Sum) Read(Bai2Record header, Bai2Cursor records)
    {
        var before = records.Lines - header.Lines.Count;
        var (group, unusable) = Header(header);
        var results = new List<StatementResult>();
        decimal sum = 0m;
        while (records.Optional("03") is { } account)
        {
            var (result, amounts) = Bai2Account.Read(account, records, group);
            sum += amounts;
            results.Add(result);
        }
        var trailer = Bai2Trailer.Read(records.Required("98"), "accounts");
        var problem = trailer.Breach(sum, results.Count, records.Lines - before) ?? unusable;
        return (problem is null ? results : [.. results.Select(result => RefusedFor(problem, result))], sum);
    }

    // An account that is refused for a reason of its own keeps it: it is the nearer one.
    static StatementResult RefusedFor(StatementProblem problem, StatementResult result) =>
        result is StatementResult.Read(var statement) ? new StatementResult.Refused(problem, statement.Account) : result;

    static (Bai2Group Group, StatementProblem? Unusable) Header(Bai2Record header)
    {
        var fields = new Bai2Fields(header);
        fields.Next(); // The receiver.
        var bank = fields.Next();
        var status = fields.Next();
        var day = Bai2Values.Day(header, "as-of date", fields.Next()) ?? throw header.Wrong("as-of date", "missing", "The group names no day.");
        fields.Next(); // The time.
        var currency = fields.Next() is { Length: > 0 } named ? named : DefaultCurrency;
        return (new Bai2Group(bank, day, currency), Status(header, status) ?? Modifier(header, fields.Next()));
    }

    static StatementProblem? Status(Bai2Record header, string status) =>
        status switch
        {
            "1" => null,
            "2" => Unusable(header, "group status", "The group takes back what was sent before (status 2): compare it by hand with what is booked."),
            "3" => Unusable(header, "group status", "The group corrects what was sent before (status 3): compare it by hand with what is booked."),
            "4" => Unusable(header, "group status", "The group is a test (status 4), and nothing of it happened."),
            _ => Unusable(header, "group status", $"The group status '{BankTexts.Kept(status)}' is not known; 1 to 4 are."),
        };

    static StatementProblem? Modifier(Bai2Record header, string modifier) =>
        modifier switch
        {
            "" or "2" or "4" => null,
            "1" or "3" => Unusable(
                header,
                "as-of date modifier",
                $"The figures are not final (modifier {modifier}) and come again. Send the final report."
            ),
            _ => Unusable(header, "as-of date modifier", $"The modifier '{BankTexts.Kept(modifier)}' is not known; 1 to 4 are."),
        };

    static StatementProblem Unusable(Bai2Record header, string field, string message) => header.Wrong(field, "group", message).Problem;
}
