namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>A balance transaction as it moves the balance, under the ids that its source transactions have.</summary>
/// <param name="Net">In the smallest unit of the balance.</param>
sealed record AccountRow(DateOnly Day, string StripeCurrency, long Net, IReadOnlyList<AccountMovement> Movements)
{
    const string PayoutCategory = "payout";
    const string FeeCategory = "fee";

    /// <summary>The type of refunds of what was not paid by card: such a one may be pending for days, and is told when it has succeeded.</summary>
    const string RefundByBank = "payment_refund";

    /// <summary>A payout is told when the bank has it: mostly on the day that the row names, and some banks take their time.</summary>
    const int DaysOfBanks = 7;

    /// <summary>A fee of its own is told with the payout that settles it, and there are monthly ones.</summary>
    const int DaysUntilAPayout = 31 + DaysOfBanks;

    public static AccountRow Of(VendorObject row)
    {
        var day = DateOnly.FromDateTime(row.RequiredUnixTime("created").UtcDateTime);
        var currency = row.RequiredText("currency");
        return new AccountRow(
            day,
            currency,
            row.RequiredNumber("net"),
            [.. Parts(row, currency).Select(part => new AccountMovement(day, row.Id, part.Id, part.Amount, UnderWayUntil(row, day)))]
        );
    }

    /// <summary>The balance moves when a payout is made, not when the bank has it.</summary>
    static DateOnly? UnderWayUntil(VendorObject row, DateOnly day)
    {
        var days = (row.RequiredText("reporting_category"), row.Text("type")) switch
        {
            (PayoutCategory, _) or (_, RefundByBank) => DaysOfBanks,
            (FeeCategory, _) => DaysUntilAPayout,
            _ => (int?)null,
        };
        var available = row.Number("available_on") is null ? day : DateOnly.FromDateTime(row.RequiredUnixTime("available_on").UtcDateTime);
        return days is { } some ? (available > day ? available : day).AddDays(some) : null;
    }

    static IEnumerable<(string Id, decimal Amount)> Parts(VendorObject row, string currency)
    {
        if (row.RequiredText("reporting_category") == PayoutCategory && row.IdOf("source") is { } payout)
        {
            yield return (payout, Major("amount"));
            if (row.RequiredNumber("fee") != 0)
                yield return (row.Id, -Major("fee"));
            yield break;
        }
        foreach (var content in PayoutRow.Of(row, payout: ""))
            yield return (content.Id, content.Amount);

        decimal Major(string name) => StripeMoney.ToMajor(row.RequiredNumber(name), currency).Amount;
    }
}
