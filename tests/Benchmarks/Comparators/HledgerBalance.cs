using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AccountingSync.Benchmarks.Results;
using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>hledger reading a journal of the same entries, checking that each is balanced, and adding up the accounts: nothing is stored
/// and nothing is durable. From the start of its process to its end.</summary>
static partial class HledgerBalance
{
    /// <summary>Some seconds of work.</summary>
    const int Entries = 30_000;

    public static async Task Run(BenchRun run, CancellationToken stop)
    {
        var journal = Path.GetTempFileName();
        try
        {
            Dictionary<string, decimal> expected;
            await using (var writer = new StreamWriter(journal))
                expected = HledgerJournal.Write(writer, new SaleGenerator(run.Seed(0)), Entries);
            var start = run.Time.GetTimestamp();
            var balances = await Hledger(["-f", journal, "balance", "--output-format", "csv"], stop);
            run.Figures.Add("hledger.entries_per_s", "1/s", Entries / run.Time.GetElapsedTime(start).TotalSeconds);

            var (accounts, total) = HledgerJournal.ReadBalances(balances);
            var wrong = expected.Keys.Union(accounts.Keys).Sum(name => Math.Abs(expected.GetValueOrDefault(name) - accounts.GetValueOrDefault(name)));
            var read = long.Parse(
                Transactions().Match(await Hledger(["-f", journal, "stats"], stop)).Groups["count"].Value,
                CultureInfo.InvariantCulture
            );
            run.Figures.Checks.Add(
                new Check(
                    string.Create(CultureInfo.InvariantCulture, $"hledger {run.Number}"),
                    Lost: Math.Max(0, Entries - read),
                    Doubled: Math.Max(0, read - Entries),
                    TrialBalance: wrong + Math.Abs(total)
                )
            );
        }
        finally
        {
            File.Delete(journal);
        }
    }

    static async Task<string> Hledger(string[] arguments, CancellationToken stop)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("hledger", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException($"hledger {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("hledger is not installed: apt-get install hledger (./bench does it).", missing);
        }
    }

    [GeneratedRegex(@"^Transactions\s+: (?<count>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Transactions();
}
