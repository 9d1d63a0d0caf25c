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
        var before = new Dictionary<string, List<BankStatement>>(StringComparer.Ordinal);
        foreach (var result in results)
        {
            if (result is not StatementResult.Read(var statement))
            {
                passed.Add(result);
                continue;
            }
            var key = $"{statement.Account} {statement.Currency}";
            var earlier = before.TryGetValue(key, out var found) ? found : before[key] = [];
            if (FirstBreach(earlier, statement) is { } problem)
            {
                passed.Add(new StatementResult.Refused(problem, statement.Account));
                continue;
            }
            if (Gap(earlier.LastOrDefault(), statement) is { } gap)
                gaps.Add(gap);
            earlier.Add(statement);
            passed.Add(result);
        }
        return (passed, gaps);
    }

    static StatementProblem? FirstBreach(List<BankStatement> earlier, BankStatement statement)
    {
        var place = statement.Entries.Count > 0 ? statement.Entries[0].Place : "statement";
        if (statement.Entries.Count > 0 && earlier.Any(other => IsCopy(other, statement)))
            return new(
                place,
                "statement",
                "repeated-statement",
                $"The statement of {statement.Account} is there twice in this file; the first is read."
            );
        if (statement.Entries.Count > 0 && earlier.Any(other => Overlap(other, statement)))
            return new(
                place,
                "period",
                "overlapping-statements",
                $"Two lists of {statement.Account} in this file cover the same days, and nothing says which of their entries are the same. Send them in files of their own."
            );
        return
            earlier.LastOrDefault(other => other.Number == statement.Number) is { Closing: { IsInterim: true } closing }
            && statement.Opening is { IsInterim: true } opening
            && opening.Amount != closing.Amount
            ? new(
                place,
                "opening balance",
                "pages",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The page opens with {opening.Amount}, the page before it closes with {closing.Amount}: a page between them is missing. Ask the bank for all pages."
                )
            )
            : null;
    }

    static bool IsCopy(BankStatement one, BankStatement other) =>
        one.Number == other.Number
        && one.Page == other.Page
        && one.Opening == other.Opening
        && one.Closing == other.Closing
        && one.From == other.From
        && one.To == other.To
        && one.Entries.Select(entry => BankEntryId.Fact(one, entry)).SequenceEqual(other.Entries.Select(entry => BankEntryId.Fact(other, entry)));

    // Where an opening balance is stated, the balances say that the entries are others.
    static bool Overlap(BankStatement one, BankStatement other) =>
        (one.Number ?? other.Number) is null
        && one.Proof == StatementProof.None
        && other.Proof == StatementProof.None
        && one.From <= other.To
        && other.From <= one.To;

    static string? Gap(BankStatement? earlier, BankStatement statement) =>
        earlier?.Closing is { IsInterim: false } closing && statement.Opening is { IsInterim: false } opening && opening.Amount != closing.Amount
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{statement.Account}: a statement opens on {opening.Date:yyyy-MM-dd} with {opening.Amount}, the one before it in the file closes on {closing.Date:yyyy-MM-dd} with {closing.Amount}. One between them may be missing."
            )
            : null;
}
