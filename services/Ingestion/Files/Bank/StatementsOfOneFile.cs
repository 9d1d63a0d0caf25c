using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>What the statements of one file must be to each other: a statement is not there twice, pages follow each other, and days that overlap
/// without any number are not told apart by guess.</summary>
static class StatementsOfOneFile
{
    public static (IReadOnlyList<StatementResult> Results, IReadOnlyList<string> Gaps) Check(IReadOnlyList<StatementResult> results)
    {
        var passed = new List<StatementResult>(results.Count);
        var gaps = new List<string>();
        var accounts = new Dictionary<string, OneAccount>(StringComparer.Ordinal);
        foreach (var result in results)
        {
            if (result is not StatementResult.Read(var statement))
            {
                passed.Add(result);
                continue;
            }
            var key = $"{statement.Account} {statement.Currency}";
            var account = accounts.TryGetValue(key, out var found) ? found : accounts[key] = new OneAccount();
            if (account.FirstBreach(statement) is { } problem)
            {
                passed.Add(new StatementResult.Refused(problem, statement.Account));
                continue;
            }
            if (account.Gap(statement) is { } gap)
                gaps.Add(gap);
            account.Add(statement);
            passed.Add(result);
        }
        return (passed, gaps);
    }

    /// <summary>What the file has said of an account so far.</summary>
    sealed class OneAccount
    {
        readonly HashSet<string> contents = new(StringComparer.Ordinal);
        readonly List<BankStatement> unproved = [];
        BankStatement? last;

        public void Add(BankStatement statement)
        {
            contents.Add(Content(statement));
            if (IsUnproved(statement))
                unproved.Add(statement);
            last = statement;
        }

        public StatementProblem? FirstBreach(BankStatement statement)
        {
            if (Page(statement) is { } problem)
                return problem;
            if (statement.Entries.Count == 0)
                return null;
            var place = statement.Entries[0].Place;
            if (contents.Contains(Content(statement)))
                return new(
                    place,
                    "statement",
                    "repeated-statement",
                    $"The statement of {statement.Account} is there twice in this file; the first is read. Take the second one out."
                );
            return IsUnproved(statement) && unproved.Any(other => other.From <= statement.To && statement.From <= other.To)
                ? new(
                    place,
                    "period",
                    "overlapping-statements",
                    $"Two lists of {statement.Account} in this file cover the same days, and nothing says which of their entries are the same. Send them in files of their own."
                )
                : null;
        }

        StatementProblem? Page(BankStatement statement) =>
            last is { Closing: { IsInterim: true } closing }
            && last.Number == statement.Number
            && statement.Opening is { IsInterim: true } opening
            && opening.Amount != closing.Amount
                ? new(
                    statement.Entries.Count > 0 ? statement.Entries[0].Place : "page",
                    "opening balance",
                    "pages",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The page opens with {opening.Amount}, the page before it closes with {closing.Amount}: a page between them is missing. Ask the bank for all pages."
                    )
                )
                : null;

        public string? Gap(BankStatement statement) =>
            last?.Closing is { IsInterim: false } closing && statement.Opening is { IsInterim: false } opening && opening.Amount != closing.Amount
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{statement.Account}: a statement opens on {opening.Date:yyyy-MM-dd} with {opening.Amount}, the one before it in the file closes on {closing.Date:yyyy-MM-dd} with {closing.Amount}. One between them may be missing."
                )
                : null;

        // Where balances or totals are stated, they say that the entries of another list are others.
        static bool IsUnproved(BankStatement statement) => statement is { Number: null, Proof: StatementProof.None };

        static string Content(BankStatement statement) =>
            BankEntryId.Of(
                string.Join(
                    '\n',
                    statement
                        .Entries.Select(entry => BankEntryId.Fact(statement, entry))
                        .Prepend($"{statement.Name} {statement.Opening} {statement.Closing} {statement.From:O} {statement.To:O}")
                ),
                occurrence: 1
            );
    }
}
