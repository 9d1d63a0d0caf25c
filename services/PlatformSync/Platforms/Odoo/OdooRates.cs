using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>A currency other than the company's, as Odoo has it on a day.</summary>
/// <param name="Rate">Units of it for one of the company's.</param>
sealed record OdooCurrency(int Id, string Code, int Digits, decimal Rate);

/// <summary>Odoo's own rates of a day. A rate of before that day holds on; without any, Odoo would take it for one to one.</summary>
sealed class OdooRates(OdooCalls calls)
{
    /// <summary>Those of the currencies that are active there and have a rate on the day or before it.</summary>
    public async Task<(IReadOnlyDictionary<string, OdooCurrency>? Currencies, OdooReply? Failure)> Of(
        IEnumerable<string> codes,
        DateOnly day,
        OdooBooks books,
        CancellationToken stop
    )
    {
        var context = books.Context;
        context["date"] = OdooJson.Of(day);
        JsonArray domain =
        [
            new JsonArray("name", "in", OdooJson.Of(codes)),
            new JsonArray("active", "=", true),
            new JsonArray("rate_ids.name", "<=", OdooJson.Of(day)),
        ];
        var reply = await calls.Ask(OdooCall.SearchRead("res.currency", domain, ["name", "decimal_places", "rate"], limit: 0, context), stop);
        if (reply is not OdooReply.Answered(var answer))
            return (null, reply);
        var currencies = new Dictionary<string, OdooCurrency>(StringComparer.Ordinal);
        foreach (var row in OdooJson.Records(answer) ?? [])
        {
            if (
                VendorJson.Text(row, "name") is not { } code
                || OdooJson.Number(row, "decimal_places") is not { } digits
                || OdooJson.Amount(row, "rate") is not { } rate
            )
                return (null, new OdooReply.Unclear("Odoo answered with an unreadable currency."));
            if (rate > 0m)
                currencies[code] = new(OdooJson.Number(row, "id")!.Value, code, digits, rate);
        }
        return (currencies, null);
    }
}
