using System.Globalization;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Exports of the gateway whose webhooks come to the shop.</summary>
static class StripeFile
{
    public const string Header = "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,description\n";
    public const string Nothing = "txn_nothing,2026-01-01 10:00:00,usd,0.00,0.00,0.00,charge,ch_nothing,\n";

    /// <summary>A charge and the fee for it in each row.</summary>
    public static string Of(IEnumerable<int> numbers) =>
        Header + string.Concat(numbers.Select(number => Row(number.ToString(CultureInfo.InvariantCulture), "10.00")));

    public static string Row(string id, string gross)
    {
        var net = decimal.Parse(gross, CultureInfo.InvariantCulture) - 0.50m;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"txn_{id},2026-01-01 10:00:00,usd,{gross},0.50,{net:0.00},charge,ch_{id},\"Order, {id}\"\n"
        );
    }
}
