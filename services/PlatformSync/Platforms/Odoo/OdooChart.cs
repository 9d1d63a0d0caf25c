using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>What an account asks of the lines on it.</summary>
/// <param name="Currency">Where it has one of its own, its lines must be in it.</param>
sealed record OdooAccount(string Name, string? Currency);

/// <summary>A company's chart of accounts as it was read.</summary>
sealed record OdooAccounts(ChartOfAccounts Chart, IReadOnlyDictionary<string, OdooAccount> ById);

/// <summary>The company's chart of accounts, read when first needed and again when an account is missing.</summary>
sealed class OdooChart(OdooCalls calls, OdooOptions options)
{
    const string Companies = "company_ids";
    const string Company = "company_id";
    const string Deprecated = "deprecated";
    const string Active = "active";

    OdooAccounts accounts = new(Chart(options, []), new Dictionary<string, OdooAccount>());

    /// <summary>What is known so far; without any call only the configured accounts.</summary>
    public OdooAccounts Known => Volatile.Read(ref accounts);

    /// <summary>Reads the chart anew, archived accounts too. Null when that worked; otherwise the answer that came instead.</summary>
    public async Task<OdooReply?> Refresh(OdooBooks books, CancellationToken stop)
    {
        // One company to an account before Odoo 18, any number since; deprecated before 19, archived since.
        var reply = await calls.Ask(OdooCall.FieldsGet("account.account", [Companies, Company, Deprecated, Active]), stop);
        if (reply is not OdooReply.Answered({ ValueKind: JsonValueKind.Object } fields))
            return reply;
        var has = fields.EnumerateObject().Select(field => field.Name).ToHashSet();
        var context = books.Context;
        context["active_test"] = false;
        JsonArray domain = has.Contains(Companies)
            ? [new JsonArray(Companies, "parent_of", new JsonArray(books.Company))]
            : [new JsonArray(Company, "=", books.Company)];
        string[] asked = ["code", "name", "currency_id", .. new[] { Deprecated, Active }.Where(has.Contains)];
        reply = await calls.Ask(OdooCall.SearchRead("account.account", domain, OdooJson.Of(asked), limit: 0, context), stop);
        if (reply is not OdooReply.Answered(var answer))
            return reply;
        if (OdooJson.Records(answer) is not { } rows || rows.Any(row => VendorJson.Text(row, "name") is null))
            return new OdooReply.Unclear("Odoo answered with an unreadable chart of accounts.");
        Volatile.Write(ref accounts, new(Chart(options, [.. rows.Select(row => Account(row, has))]), rows.ToDictionary(Id, Facts)));
        return null;
    }

    static string Id(JsonElement row) => OdooJson.Number(row, "id")!.Value.ToString(CultureInfo.InvariantCulture);

    static ChartAccount Account(JsonElement row, HashSet<string> has)
    {
        var name = VendorJson.Text(row, "name")!;
        // A name there may have colons, or dots for them.
        return new(Id(row), name.Contains(':', StringComparison.Ordinal) ? name : name.Replace('.', ':'), VendorJson.Text(row, "code"))
        {
            IsActive = !OdooJson.IsTrue(row, Deprecated) && (!has.Contains(Active) || OdooJson.IsTrue(row, Active)),
        };
    }

    static OdooAccount Facts(JsonElement row) => new(VendorJson.Text(row, "name")!, OdooJson.Reference(row, "currency_id")?.Name);

    static ChartOfAccounts Chart(OdooOptions options, IReadOnlyCollection<ChartAccount> accounts) =>
        new("Odoo", options.AccountIds, options.AccountCodes, accounts);
}
