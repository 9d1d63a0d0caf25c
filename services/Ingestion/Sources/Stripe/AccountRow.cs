namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>A balance transaction as it moves the balance, under the ids that its source transactions have.</summary>
/// <param name="Net">In the smallest unit of the balance.</param>
sealed record AccountRow(DateOnly Day, string StripeCurrency, long Net, IReadOnlyList<AccountMovement> Movements)
{
    const string PayoutCategory = "payout";

    public static AccountRow Of(VendorObject row)
    {
        var day = DateOnly.FromDateTime(row.RequiredUnixTime("created").UtcDateTime);
        var currency = row.RequiredText("currency");
        return new AccountRow(
            day,
            currency,
            row.RequiredNumber("net"),
            [.. Parts(row, currency).Select(part => new AccountMovement(day, row.Id, part.Id, part.Amount))]
        );
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
