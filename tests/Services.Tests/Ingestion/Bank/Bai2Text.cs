using AccountingSync.Services.Tests.CanonicalForm;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

/// <summary>Writes BAI2 with the totals that belong to it, or with others.</summary>
static class Bai2Text
{
    /// <param name="off">Added to the account's control total (0), the group's (1) or the file's (2), or to their numbers of records (3, 4, 5).</param>
    public static string Of(IReadOnlyList<string> account, long sum, string status = "1", string modifier = "2", int? off = null)
    {
        var lines = account.Count + 1;
        long Total(int which) => sum + (which == off ? 1 : 0);
        int Count(int which, int count) => count + (which == off ? 1 : 0);
        return string.Join(
                '\n',
                [
                    "01,BANK,US,260201,0600,1,80,,2/",
                    $"02,US,121000248,{status},260131,2359,USD,{modifier}/",
                    .. account,
                    $"49,{Total(0)},{Count(3, lines)}/",
                    $"98,{Total(1)},1,{Count(4, lines + 2)}/",
                    $"99,{Total(2)},1,{Count(5, lines + 4)}/",
                ]
            ) + "\n";
    }

    /// <summary>An account with details, continued over lines at random, and the sum of its amounts.</summary>
    public static (IReadOnlyList<string> Account, long Sum, decimal Net) Any(SeededChoices choices)
    {
        var details = new List<string>();
        long credits = 0;
        long debits = 0;
        for (var i = choices.Below(15); i >= 0; i--)
        {
            long amount = choices.Below(10_000_000);
            var type = choices.Of(["142", "195", "399", "409", "475", "699"]);
            if (type[0] < '4')
                credits += amount;
            else
                debits += amount;
            details.Add($"16,{type},{amount},{choices.Of(["", "0", "Z", "V,260202,1200", "S,1,2,3", "D,2,0,5,1,6"])},B{i:D6},C{i},PAYMENT, {i}");
            if (choices.Sometimes)
                details.Add($"88,AND MORE / OF {i}");
        }
        long opening = choices.Below(1_000_000);
        var closing = opening + credits - debits;
        return (
            [$"03,0123456789,,010,{opening},,,015,{closing},,/", $"88,100,{credits},,,400,{debits},,/", .. details],
            opening + closing + (credits + debits) * 2,
            (credits - debits) / 100m
        );
    }
}
