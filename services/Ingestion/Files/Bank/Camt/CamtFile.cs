using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank.Camt;

/// <summary>ISO 20022's bank to customer statement, camt.053.001.02 to .13. The elements that are read have kept their names over the
/// versions; where one was wrapped anew (Sts, BIC, the parties), both shapes are understood.</summary>
static partial class CamtFile
{
    const int FirstVersion = 2;
    const int LastVersion = 13;

    [GeneratedRegex(
        @"\Aurn:iso:std:iso:20022:tech:xsd:camt\.(?<message>05[234])\.001\.(?<version>[0-9]{2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Namespace { get; }

    public static IReadOnlyList<StatementResult> Read(ReadOnlyMemory<byte> file)
    {
        var root = XmlFile.Root(FileText.OfXml(file.Span));
        CheckNamespace(root);
        var message = root.Child("BkToCstmrStmt") ?? throw root.Missing("BkToCstmrStmt");
        var page = CamtStatement.Page(message.At("GrpHdr", "MsgPgntn"));
        var results = message.All("Stmt").Select((statement, index) => Read(statement, index + 1, page)).ToList();
        return results.Count > 0 ? results : throw message.Missing("Stmt");
    }

    static void CheckNamespace(FileElement root)
    {
        if (Namespace.Match(root.Space) is not { Success: true } match)
            throw root.Wrong(
                "Document",
                "namespace",
                $"The root is {root.Name} of '{root.Space}'; a statement is a Document of urn:iso:std:iso:20022:tech:xsd:camt.053.001.02 to .13."
            );
        switch (match.Groups["message"].Value)
        {
            case "052":
                throw root.Wrong(
                    "Document",
                    "not-a-statement",
                    "This is a camt.052, a report during the day: its entries come again in the statement. Send the camt.053."
                );
            case "054":
                throw root.Wrong(
                    "Document",
                    "not-a-statement",
                    "This is a camt.054, the notification of single bookings without balances: they come again in the statement. Send the camt.053."
                );
        }
        var version = int.Parse(match.Groups["version"].Value, System.Globalization.CultureInfo.InvariantCulture);
        if (version is < FirstVersion or > LastVersion)
            throw root.Wrong(
                "Document",
                "version",
                $"camt.053.001.{version:00} is not known; versions {FirstVersion:00} to {LastVersion:00} are read. Ask the bank for one of them."
            );
        if (root.Name != "Document")
            throw root.Wrong("Document", "root", $"The root is {root.Name}; it must be Document.");
    }

    static StatementResult Read(FileElement statement, int number, StatementPage? page)
    {
        BankAccount? account = null;
        try
        {
            account = CamtStatement.Account(statement);
            var read = CamtStatement.Read(statement, number, account, page);
            return StatementChecks.FirstBreach(read, $"Stmt {number} ({statement.Place})") is { } breach
                ? new StatementResult.Refused(breach, account)
                : new StatementResult.Read(read);
        }
        catch (BankShapeException refused)
        {
            return new StatementResult.Refused(refused.Problem, account);
        }
    }
}
