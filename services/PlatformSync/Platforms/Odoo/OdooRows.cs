using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>Moves and their lines as Odoo answers with them: two models, two calls.</summary>
static class OdooRows
{
    public static JsonArray MoveFields => ["name", "ref", "date", "state", "posted_before", "reversed_entry_id", "write_date"];

    public static JsonArray LineFields => ["move_id", "account_id", "name", "debit", "credit", "currency_id", "amount_currency"];

    /// <summary>The account of a line; null for a heading or a note, which has none.</summary>
    public static int? AccountOf(JsonElement line) => OdooJson.Reference(line, "account_id")?.Id;

    /// <param name="lines">Those of the move.</param>
    /// <returns>Null when it is in an unreadable form.</returns>
    public static OdooMove? Move(JsonElement row, IEnumerable<JsonElement> lines, string currency, Func<int, string> accountName)
    {
        if (
            OdooJson.Number(row, "id") is not { } id
            || OdooJson.Day(row, "date") is not { } date
            || VendorJson.Text(row, "state") is not { } state
            || OdooJson.Moment(row, "write_date") is not { } changedAt
        )
            return null;
        var read = new List<OdooMoveLine>();
        foreach (var line in lines.Where(line => AccountOf(line) is not null))
        {
            if (Line(line, currency, accountName) is not { } one)
                return null;
            read.Add(one);
        }
        var name = VendorJson.Text(row, "name") is { } given and not "/" ? given : "";
        var wasPosted = state == "posted" || OdooJson.IsTrue(row, "posted_before");
        var reverses = OdooJson.Reference(row, "reversed_entry_id")?.Id;
        return new(id, name, VendorJson.Text(row, "ref") ?? "", date, state, wasPosted, reverses, changedAt, read);
    }

    /// <summary>In its own currency.</summary>
    static OdooMoveLine? Line(JsonElement line, string currency, Func<int, string> accountName)
    {
        if (
            OdooJson.Amount(line, "debit") is not { } debit
            || OdooJson.Amount(line, "credit") is not { } credit
            || OdooJson.Reference(line, "currency_id") is not { } own
        )
            return null;
        var amount = own.Name == currency ? debit - credit : OdooJson.Amount(line, "amount_currency");
        var account = AccountOf(line)!.Value;
        return amount is null
            ? null
            : new(new(accountName(account), own.Name, Exact(amount.Value, own.Name)) { Memo = VendorJson.Text(line, "name") }, account, own.Id);
    }

    // What travels as a binary fraction may come with digits that nobody wrote.
    static decimal Exact(decimal amount, string currency) =>
        Currencies.TryFind(currency, out var known) ? decimal.Round(amount, known.Scale) : amount;

    public static string Id(int id) => id.ToString(CultureInfo.InvariantCulture);
}
