using System.Globalization;
using AccountingSync.Services.Tests.CanonicalForm;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

/// <summary>Writes MT940, as a bank would.</summary>
static class Mt940Text
{
    public static string Of(decimal opening, decimal closing, params string[] entries) => Of("12/1", opening, closing, entries);

    public static string Of(string number, decimal opening, decimal closing, params string[] entries) =>
        $"""
            :20:STARTUMS
            :25:50880050/0194787400888
            :28C:{number}
            :60F:{Balance("260130", opening)}
            {string.Join('\n', entries)}
            :62F:{Balance("260131", closing)}
            -
            """.ReplaceLineEndings("\n") + "\n";

    public static string Balance(string day, decimal amount) => $"{(amount < 0m ? 'D' : 'C')}{day}EUR{Comma(Math.Abs(amount))}";

    public static string Comma(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>Entries of one day, and their sum.</summary>
    public static (string[] Entries, decimal Sum) Any(SeededChoices choices)
    {
        var entries = new List<string>();
        var sum = 0m;
        for (var i = choices.Below(20); i >= 0; i--)
        {
            var amount = choices.Below(10_000_000) / 100m;
            var mark = choices.Of(["C", "D", "RC", "RD"]);
            sum += mark is "C" or "RD" ? amount : -amount;
            entries.Add($":61:260131{choices.Of(["0131", ""])}{mark}{choices.Of(["R", ""])}{Comma(amount)}NTRFNONREF//B{i:D8}\n:86:Payment {i}");
        }
        return ([.. entries], sum);
    }
}
