using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>A method of a model, whichever way it is called.</summary>
/// <param name="Arguments">By the names that the method itself has for them.</param>
/// <param name="Context">Company and language of the call.</param>
sealed record OdooCall(string Model, string Method, JsonObject Arguments, JsonObject Context)
{
    /// <summary>The argument of <c>create</c>, which JSON-RPC takes by its place only.</summary>
    public const string Values = "vals_list";

    /// <summary>The records that it is called on; null for a method of the model itself.</summary>
    public IReadOnlyList<int>? Ids { get; init; }

    /// <summary>The records of which the domain is true, by their ids.</summary>
    /// <param name="limit">0 for all.</param>
    public static OdooCall SearchRead(string model, JsonArray domain, JsonArray fields, int limit, JsonObject context)
    {
        var arguments = new JsonObject
        {
            ["domain"] = domain,
            ["fields"] = fields,
            ["order"] = "id asc",
        };
        if (limit > 0)
            arguments["limit"] = limit;
        return new(model, "search_read", arguments, context);
    }

    /// <summary>Which of these fields the model has: series of Odoo differ.</summary>
    public static OdooCall FieldsGet(string model, IEnumerable<string> fields) =>
        new(model, "fields_get", new JsonObject { ["allfields"] = OdooJson.Of(fields), ["attributes"] = new JsonArray("type") }, new JsonObject());

    public static OdooCall Create(string model, JsonArray values, JsonObject context) =>
        new(model, "create", new JsonObject { [Values] = values }, context);

    public static OdooCall On(string model, string method, IEnumerable<int> ids, JsonObject context) =>
        new(model, method, new JsonObject(), context) { Ids = [.. ids] };
}
