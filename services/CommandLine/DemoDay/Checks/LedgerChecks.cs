using System.Globalization;
using AccountingSync.Accounting;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay.Checks;

/// <summary>The ledger against the senders' own list.</summary>
static class LedgerChecks
{
    const int Named = 5;

    public static IEnumerable<DemoCheck> Of(SentLog log, Findings findings, DemoTransaction corrected)
    {
        yield return NothingLost(log, findings);
        yield return NothingDoubled(log, findings);
        yield return Held(log, findings);
        yield return Correction(findings, corrected);
        yield return TrialBalance(findings);
        yield return new DemoCheck(
            "the audit chain holds",
            findings.Audit.Text("problem") is null && findings.Audit.Number("entries_sealed") == findings.Entries.Count,
            findings.Audit.Text("problem") ?? $"{findings.Audit.Text("seals")} seals over {findings.Audit.Text("entries_sealed")} entries"
        );
    }

    static DemoCheck NothingLost(SentLog log, Findings findings)
    {
        var known = findings
            .Entries.Select(entry => (entry.Origin.Source, entry.Origin.TransactionId, entry.Origin.Revision))
            .Concat(findings.Held.Select(held => (held.Text("source")!, held.Text("id")!, held.GetProperty("revision").GetInt32())))
            .ToHashSet();
        var names = known.Select(key => (key.Item1, key.Item2)).ToHashSet();
        var lost = log
            .Expected.Where(sent =>
                sent.HasOneEntryForTwo ? !names.Contains((sent.Source, sent.Id)) : !known.Contains((sent.Source, sent.Id, sent.Revision))
            )
            .ToList();
        return new DemoCheck(
            "nothing is lost",
            lost.Count == 0,
            lost.Count == 0
                ? $"all {log.Expected.Count} are posted or held"
                : $"{lost.Count} missing: {string.Join(", ", lost.Take(Named).Select(sent => $"{sent.Source} {sent.Id}"))}"
        );
    }

    static DemoCheck NothingDoubled(SentLog log, Findings findings)
    {
        var expected = log.Expected.Select(sent => (sent.Source, sent.Id, sent.Revision)).ToHashSet();
        var own = findings.Entries.Where(entry => entry.Origin.Part == EntryPart.Entry).ToList();
        var doubled = own.GroupBy(entry => entry.Origin).Count(group => group.Count() > 1);
        var strange = own.Count(entry => !expected.Contains((entry.Origin.Source, entry.Origin.TransactionId, entry.Origin.Revision)));
        return new DemoCheck("nothing is doubled", doubled == 0 && strange == 0, $"{own.Count} entries; {doubled} twice, {strange} that nobody sent");
    }

    static DemoCheck Held(SentLog log, Findings findings)
    {
        var wanted = log.Expected.Where(sent => sent.MustBeHeld).Select(sent => (sent.Source, sent.Id)).ToHashSet();
        var held = findings.Held.Select(row => (row.Text("source")!, row.Text("id")!)).ToHashSet();
        return new DemoCheck("what no rule maps is held", wanted.SetEquals(held), $"{held.Count} held, {wanted.Count} without a rule were sent");
    }

    static DemoCheck Correction(Findings findings, DemoTransaction corrected)
    {
        var parts = findings
            .Entries.Where(entry => entry.Origin.Source == corrected.Source && entry.Origin.TransactionId == corrected.Id)
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Origin.Part} {entry.Origin.Revision}"))
            .Order(StringComparer.Ordinal)
            .ToList();
        return new DemoCheck(
            "a later revision takes back the one before",
            parts is ["entry 1", "entry 2", "reversal 1"],
            $"{corrected.Source} {corrected.Id}: {string.Join(", ", parts)}"
        );
    }

    static DemoCheck TrialBalance(Findings findings)
    {
        var said = Balances(findings);
        var summed = findings
            .Entries.SelectMany(entry => entry.Lines)
            .GroupBy(line => (line.Account, line.Currency))
            .ToDictionary(group => group.Key, group => group.Sum(line => line.Amount));
        var different = said.Keys.Union(summed.Keys).Count(key => said.GetValueOrDefault(key) != summed.GetValueOrDefault(key));
        var totals = said.GroupBy(pair => pair.Key.Currency).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        return new DemoCheck(
            "the trial balance is zero",
            totals.Count > 0 && totals.Values.All(total => total == 0m) && different == 0,
            $"{string.Join(", ", totals.Select(total => $"{total.Key} {Currencies.Find(total.Key).Format(total.Value)}"))}; "
                + $"{different} of {said.Count} accounts differ from the sum of the entries"
        );
    }

    /// <summary>What the trial balance says, by account and currency.</summary>
    public static Dictionary<(string Account, string Currency), decimal> Balances(Findings findings) =>
        findings
            .TrialBalance.List("balances")
            .ToDictionary(
                row => (row.Text("account")!, row.Text("currency")!),
                row => decimal.Parse(row.Text("balance")!, NumberStyles.Number, CultureInfo.InvariantCulture)
            );
}
