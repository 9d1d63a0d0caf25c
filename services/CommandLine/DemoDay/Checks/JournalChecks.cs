using System.Globalization;
using AccountingSync.Accounting.PlainText;

namespace AccountingSync.CommandLine.DemoDay.Checks;

/// <summary>The journal files, judged by hledger and beancount.</summary>
static class JournalChecks
{
    public static async Task<IReadOnlyList<DemoCheck>> Of(DemoOrganisation demo, Findings findings, CancellationToken stop) =>
        [
            await Accepts("hledger accepts the journal", "hledger", ["-f", demo.HledgerFile, "check"], stop),
            await Accepts("hledger accepts it strictly", "hledger", ["-f", demo.HledgerFile, "check", "--strict"], stop),
            await Accepts("bean-check accepts the journal", "bean-check", ["--no-cache", demo.BeancountFile], stop),
            await Balances(demo, findings, stop),
        ];

    static async Task<DemoCheck> Accepts(string name, string program, string[] words, CancellationToken stop)
    {
        var (code, output) = await Tool.Run(program, words, stop);
        return new DemoCheck(name, code == 0, code == 0 ? $"{program} {string.Join(' ', words)}" : output.Trim());
    }

    static async Task<DemoCheck> Balances(DemoOrganisation demo, Findings findings, CancellationToken stop)
    {
        const string name = "hledger's balances are the trial balance";
        var (code, output) = await Tool.Run(
            "hledger",
            ["-f", demo.HledgerFile, "balance", "--flat", "--no-total", "--layout", "bare", "-O", "csv"],
            stop
        );
        if (code != 0)
            return new DemoCheck(name, false, output.Trim());
        var there = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(row => row.Split("\",\"").Select(cell => cell.Trim('"')).ToArray())
            .ToDictionary(
                row => (Account: PercentName.Decode(row[0]), Currency: row[1]),
                row => decimal.Parse(row[2], NumberStyles.Number, CultureInfo.InvariantCulture)
            );
        var ours = LedgerChecks.Balances(findings).Where(pair => pair.Value != 0m).ToDictionary();
        var different = there
            .Keys.Union(ours.Keys)
            .Where(key => there.GetValueOrDefault(key) != ours.GetValueOrDefault(key))
            .Select(key => $"{key.Account} {key.Currency}: hledger {there.GetValueOrDefault(key)}, ledger {ours.GetValueOrDefault(key)}")
            .ToList();
        return new DemoCheck(
            name,
            different.Count == 0 && ours.Count > 0,
            different.Count == 0 ? $"{ours.Count} balances" : string.Join("; ", different)
        );
    }
}
