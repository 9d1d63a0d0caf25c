using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.Odoo;

/// <summary>Odoo's own paths, below <c>/odoo</c>: JSON-2 and JSON-RPC.</summary>
internal sealed class OdooPaths(OdooDatabases databases, FaultyDoor door, TimeProvider clock, IOptions<SandboxOptions> options)
{
    const int User = 2;

    /// <summary>What a database is called that nobody named.</summary>
    const string OnlyDatabase = "odoo";

    readonly OdooErrors json2Errors = new(isRpc: false, clock);
    readonly OdooErrors rpcErrors = new(isRpc: true, clock);

    public void Map(WebApplication app)
    {
        app.MapPost("/odoo/json/2/{model}/{method}", Json2);
        app.MapPost("/odoo/jsonrpc", Rpc);
    }

    async Task Json2(HttpContext context, string model, string method)
    {
        var given = JsonReading.Object(await Body(context.Request));
        var writes = new OdooRequest(model, method, [], new JsonObject(), new JsonObject()).Writes;
        await door.Pass(context, FaultSwitchboard.Odoo, json2Errors, _ => Task.FromResult(Decide()), writes);

        Answer Decide()
        {
            var now = clock.GetUtcNow();
            if (!string.Equals(context.Request.Headers.Authorization, $"bearer {options.Value.OdooApiKey}", StringComparison.OrdinalIgnoreCase))
                return json2Errors.ExpiredToken();
            if (given is null)
                return OdooWire.Failure(
                    new OdooError("werkzeug.exceptions.BadRequest", "could not parse the body as json", StatusCodes.Status400BadRequest),
                    now
                );
            var arguments = given.DeepClone().AsObject();
            arguments.Remove("ids");
            arguments.Remove("context");
            var request = new OdooRequest(model, method, Ids(given["ids"]), arguments, given["context"] as JsonObject ?? new JsonObject());
            var database = context.Request.Headers["X-Odoo-Database"] is [{ Length: > 0 } named, ..] ? named : OnlyDatabase;
            try
            {
                return OdooWire.Value(Call(database, request), now);
            }
            catch (OdooError error)
            {
                return OdooWire.Failure(error, now);
            }
        }
    }

    async Task Rpc(HttpContext context)
    {
        var call = JsonReading.Object(await Body(context.Request));
        var parameters = call?["params"] as JsonObject;
        var arguments = parameters?["args"] as JsonArray ?? [];
        var request = OfRpc(parameters, arguments);
        await door.Pass(context, FaultSwitchboard.Odoo, rpcErrors, _ => Task.FromResult(Decide()), request?.Writes ?? false);

        Answer Decide()
        {
            var (now, id) = (clock.GetUtcNow(), call?["id"]);
            try
            {
                if (request is null)
                    return OdooWire.RpcResult(Common(parameters, arguments), id, now);
                if (arguments[1]?.ToJsonString() != $"{User}" || Text(arguments[2]) != options.Value.OdooApiKey)
                    return OdooWire.RpcFailure("odoo.exceptions.AccessDenied", "Access Denied", id, now);
                return OdooWire.RpcResult(Call(Text(arguments[0])!, request), id, now);
            }
            catch (OdooError error)
            {
                return OdooWire.RpcFailure(error.Name, error.Message, id, now);
            }
        }
    }

    JsonNode? Call(string database, OdooRequest request)
    {
        var held = databases[database];
        held.CountRequest();
        return held.Call(request);
    }

    /// <summary>What needs no signed-in user.</summary>
    JsonNode Common(JsonObject? parameters, JsonArray arguments)
    {
        if (parameters?.Text("service") != "common" || parameters.Text("method") is not ("authenticate" or "login"))
            throw OdooError.NotFound("The requested service is not played here.");
        var known = arguments.Count >= 3 && Text(arguments[1]) == options.Value.OdooLogin && Text(arguments[2]) == options.Value.OdooApiKey;
        return known ? JsonValue.Create(User) : JsonValue.Create(false);
    }

    /// <summary>execute_kw(database, user, key, model, method, by place, by name); null when it is something else.</summary>
    static OdooRequest? OfRpc(JsonObject? parameters, JsonArray arguments)
    {
        if (parameters?.Text("service") != "object" || parameters.Text("method") != "execute_kw" || arguments.Count < 6)
            return null;
        if (Text(arguments[3]) is not { } model || Text(arguments[4]) is not { } method || arguments[5] is not JsonArray byPlace)
            return null;
        var byName = (arguments.Count > 6 ? arguments[6] as JsonObject : null)?.DeepClone().AsObject() ?? new JsonObject();
        var context = byName["context"]?.DeepClone() as JsonObject ?? new JsonObject();
        byName.Remove("context");
        // The first by its place is the values of create, and the records of every other method.
        if (method == "create" && byPlace.Count > 0)
            byName["vals_list"] = byPlace[0]!.DeepClone();
        return new(model, method, method == "create" ? [] : Ids(byPlace.FirstOrDefault()), byName, context);
    }

    static List<int> Ids(JsonNode? ids) => ids is JsonArray list ? [.. list.Select(id => id!.GetValue<int>())] : [];

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static async Task<byte[]> Body(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.ToArray();
    }
}
