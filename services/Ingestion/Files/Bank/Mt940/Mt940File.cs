namespace AccountingSync.Ingestion.Files.Bank.Mt940;

/// <summary>SWIFT's MT940, with its envelope or without. There is no declaration of the encoding: what is not ASCII differs from bank to bank.</summary>
static class Mt940File
{
    static readonly string[] OnlyDuringTheDay = ["34F", "13", "13D", "90C", "90D"];

    public static (IReadOnlyList<StatementResult> Statements, IReadOnlyList<string> Notes) Read(ReadOnlyMemory<byte> file)
    {
        var (text, note) = FileText.Decode(file.Span, declared: null);
        var messages = Mt940Lines.Read(text);
        if (messages.Count == 0)
            throw new BankShapeException("file", "file", "no-field", "The file holds no field such as :20:. Send the file as the bank made it.");
        return ([.. messages.Select(Read)], note is null ? [] : [note]);
    }

    static StatementResult Read(Mt940Message message)
    {
        BankAccount? account = null;
        try
        {
            CheckType(message);
            var fields = new Mt940Cursor(message.Fields);
            fields.Required("20");
            fields.Optional("21");
            var identification = AccountField.Read(fields.Required("25", "25P"));
            account = identification.Account;
            var statement = Mt940Statement.Read(fields, identification);
            return StatementChecks.FirstBreach(statement, message.Fields[0].Place) is { } breach
                ? new StatementResult.Refused(breach, account)
                : new StatementResult.Read(statement);
        }
        catch (BankShapeException refused)
        {
            return new StatementResult.Refused(refused.Problem, account);
        }
    }

    static void CheckType(Mt940Message message)
    {
        if (message.Type is "942" || (message.Type is null && message.Fields.Any(field => OnlyDuringTheDay.Contains(field.Tag))))
            throw message
                .Fields[0]
                .Wrong(
                    "",
                    "not-a-statement",
                    "This is an MT942, a report during the day without balances: its entries come again in the statement. Send the MT940."
                );
        if (message.Type is not (null or "940"))
            throw message.Fields[0].Wrong("", "not-a-statement", $"The envelope says MT{message.Type}. Send the MT940.");
    }
}
