using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank.Camt;

/// <summary>TxsSummry: the bank's own counts and sums over all entries of a statement, booked or announced.</summary>
static class CamtTotals
{
    /// <returns>True when count and net sum of all entries are stated, and agree.</returns>
    public static bool Check(FileElement statement, int number)
    {
        if (statement.Child("TxsSummry") is not { } summary)
            return false;
        var entries = statement
            .All("Ntry")
            .Select(entry => (Amount: CamtValues.Signed(entry, "Ntry"), IsCredit: CamtValues.IsCredit(entry, "Ntry")))
            .ToList();
        var amounts = entries.Select(entry => entry.Amount).ToList();
        var place = $"Stmt {number} ({summary.Place})";
        CheckSide(summary.Child("TtlCdtNtries"), "TtlCdtNtries", [.. entries.Where(entry => entry.IsCredit).Select(entry => entry.Amount)], place);
        CheckSide(summary.Child("TtlDbtNtries"), "TtlDbtNtries", [.. entries.Where(entry => !entry.IsCredit).Select(entry => entry.Amount)], place);
        if (summary.Child("TtlNtries") is not { } all)
            return summary.At("TtlCdtNtries", "Sum") is not null && summary.At("TtlDbtNtries", "Sum") is not null;
        CheckCount(all, "TtlNtries", amounts.Count, place);
        var gross = amounts.Sum(Math.Abs);
        // ISO's sum is over all entries without signs; some banks write the net.
        if (Sum(all, "Sum") is { } sum && Math.Abs(sum) != gross && Math.Abs(sum) != Math.Abs(amounts.Sum()))
            throw Differs(place, "TtlNtries/Sum", Math.Abs(sum), gross);
        if (Net(all) is not { } net)
            return false;
        if (net != amounts.Sum())
            throw Differs(place, "TtlNtries/TtlNetNtry", net, amounts.Sum());
        return true;
    }

    static void CheckSide(FileElement? side, string field, List<decimal> amounts, string place)
    {
        if (side is null)
            return;
        CheckCount(side, field, amounts.Count, place);
        if (Sum(side, "Sum") is { } sum && Math.Abs(sum) != amounts.Sum(Math.Abs))
            throw Differs(place, $"{field}/Sum", Math.Abs(sum), amounts.Sum(Math.Abs));
    }

    static void CheckCount(FileElement totals, string field, int count, string place)
    {
        if (totals.TextAt("NbOfNtries") is { } text && text != count.ToString(CultureInfo.InvariantCulture))
            throw new BankShapeException(
                place,
                $"{field}/NbOfNtries",
                "count",
                $"The bank counts {text} entries, {count} are there. Some are missing: ask the bank for the statement again."
            );
    }

    /// <summary>The net sum with its sign: an element of its own up to version 2, with a direction beside it, and a wrapped one since.</summary>
    static decimal? Net(FileElement totals)
    {
        if (totals.Child("TtlNetNtry") is { } wrapped)
            return CamtValues.Signed(wrapped, "TtlNetNtry");
        if (Sum(totals, "TtlNetNtryAmt") is not { } amount || totals.Child("CdtDbtInd") is null)
            return null;
        return CamtValues.IsCredit(totals, "TtlNtries") ? amount : -amount;
    }

    static decimal? Sum(FileElement totals, string name) =>
        totals.Child(name) is not { } element ? null
        : BankAmount.TryParse(element.Text.Trim(), '.', out var sum) ? sum
        : throw element.Wrong(name, "amount", $"'{element.Text.Trim()}' is no amount such as 118.00.");

    static BankShapeException Differs(string place, string field, decimal stated, decimal found) =>
        new(
            place,
            field,
            "total",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The bank's total is {stated}, the entries come to {found}. Some are missing or wrong: ask the bank for the statement again."
            )
        );
}
