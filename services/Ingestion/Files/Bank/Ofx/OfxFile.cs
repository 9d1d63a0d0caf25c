namespace AccountingSync.Ingestion.Files.Bank.Ofx;

/// <summary>Open Financial Exchange: 1.x is SGML behind a header of its own, 2.x is XML. Statements of bank and card accounts are read;
/// those of investment accounts are refused, one by one.</summary>
static class OfxFile
{
    public static (IReadOnlyList<StatementResult> Statements, IReadOnlyList<string> Notes) Read(ReadOnlyMemory<byte> file)
    {
        var (root, note) = Root(file.Span);
        if (root.Name != "OFX")
            throw root.Wrong("OFX", "root", $"The root is {root.Name}; it must be OFX.");
        var results = root.Children.SelectMany(set => set.Children).Select(Answer).OfType<StatementResult>().ToList();
        if (results.Count == 0)
            throw root.Wrong("OFX", "no-statement", NoStatement(root));
        return (results, note is null ? [] : [note]);
    }

    static (FileElement Root, string? Note) Root(ReadOnlySpan<byte> file)
    {
        var beginning = FileText.Beginning(file).TrimStart();
        if (beginning.StartsWith("<?xml", StringComparison.Ordinal) || beginning.StartsWith("<?OFX", StringComparison.Ordinal))
            return (XmlFile.Root(FileText.OfXml(file)), null);
        var (text, note) = FileText.Decode(file, OfxHeader.Encoding(beginning));
        return (OfxSgml.Root(text), note);
    }

    /// <returns>Null for what answers another request.</returns>
    static StatementResult? Answer(FileElement answer) =>
        answer.Name switch
        {
            "STMTTRNRS" => Answer(answer, "STMTRS", OfxAccount.OfBank),
            "CCSTMTTRNRS" => Answer(answer, "CCSTMTRS", OfxAccount.OfCard),
            "INVSTMTTRNRS" => new StatementResult.Refused(
                answer
                    .Wrong(
                        "INVSTMTTRNRS",
                        "investment-statement",
                        "This is the statement of an investment account: securities are not booked from it. Send the bank account's statement."
                    )
                    .Problem,
                OfxAccount.OfInvestment(answer)
            ),
            _ => null,
        };

    static StatementResult Answer(FileElement answer, string name, Func<FileElement, BankAccount> accountOf)
    {
        BankAccount? account = null;
        try
        {
            var code = answer.TextAt("STATUS", "CODE");
            if (code is not (null or "0"))
                throw answer.Wrong(
                    "STATUS/CODE",
                    "bank-error",
                    $"The bank answered with the error {code} ({answer.TextAt("STATUS", "MESSAGE") ?? "without a message"}) and no statement. Ask it again."
                );
            var statement = answer.Child(name) ?? throw answer.Missing(name);
            account = accountOf(statement);
            var read = OfxStatement.Read(statement, account);
            return StatementChecks.FirstBreach(read, statement.Place) is { } breach
                ? new StatementResult.Refused(breach, account)
                : new StatementResult.Read(read);
        }
        catch (BankShapeException refused)
        {
            return new StatementResult.Refused(refused.Problem, account);
        }
    }

    static string NoStatement(FileElement root) =>
        root.Children.Count == 0
            ? "The file holds nothing. Ask the bank for a statement."
            : $"The file holds {string.Join(", ", root.Children.Select(child => child.Name).Distinct())} and no statement. Ask the bank for the statement, not for the list of accounts or the sign-on.";
}
