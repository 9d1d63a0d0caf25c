using AccountingSync.Accounting;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay.Checks;

/// <summary>Reconciliation found what was planted, and nothing that was not.</summary>
static class AgreementCheck
{
    public static DemoCheck Of(Findings findings, JournalEntry planted)
    {
        var about = findings.Discrepancies.Select(Findings.EntryOf).ToList();
        var others = about.Count(entry => entry != planted.Id.ToString());
        return new DemoCheck(
            "the planted edit is found, and nothing else",
            about.Contains(planted.Id.ToString()) && others == 0,
            findings.Discrepancies.Count == 0
                ? "nothing was found"
                : string.Join("; ", findings.Discrepancies.Take(3).Select(found => $"{found.Text("type")} {found.Text("detail")}"))
                    + $"; {others} others"
        );
    }
}
