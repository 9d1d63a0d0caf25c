using System.Globalization;

namespace AccountingSync.Benchmarks.Full;

/// <summary>The figure says how full the ledger was.</summary>
static class FullLedgerNames
{
    /// <summary>So many entries are meant by "full" without a number.</summary>
    const long Full = 10_000_000;

    public static string For(long stored) => stored >= Full ? "full_ledger" : string.Create(CultureInfo.InvariantCulture, $"full_ledger_of_{stored}");
}
