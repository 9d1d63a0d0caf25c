using System.Text.Json;
using AccountingSync.Sandbox.Odoo;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.Census;

/// <summary>The sandbox's own paths around Odoo: what is in a database, how it is set up, and a bookkeeper's hand.</summary>
internal static class OdooCensusPaths
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/sandbox/census/odoo", Moves);
        app.MapPost("/sandbox/odoo/edit", Edit);
        app.MapPost("/sandbox/odoo/settings", Set);
    }

    // One JSON object per line, so that a checker need not hold them all.
    static async Task Moves(HttpContext context, string database, OdooDatabases databases, CensusFile file, IOptions<JsonOptions> json)
    {
        var moves = databases[database].Look(books => books.Entries.Select(entry => CensusMove.Of(entry, books)).ToList());
        await file.Settled;
        context.Response.ContentType = "application/x-ndjson";
        foreach (var move in moves)
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, move, json.Value.SerializerOptions, context.RequestAborted);
            await context.Response.WriteAsync("\n", context.RequestAborted);
        }
    }

    static async Task<IResult> Edit(OdooEditRequest request, OdooDatabases databases, CensusFile file)
    {
        var database = databases[request.Database];
        if (!database.Look(books => books.Entries.Any(Is)))
            return Results.Problem($"No entry has the reference {request.Ref}.", statusCode: 404);
        OdooEntry? edited;
        try
        {
            edited = database.Edit(
                (books, now) => books.Entries.FirstOrDefault(Is) is { } held ? OdooEdit.Apply(held, request.Change, books, now) : null
            );
        }
        catch (OdooError refused)
        {
            return Results.Problem(refused.Message, statusCode: 400);
        }
        if (edited is null)
            return Results.Problem("The change leaves the entry out of balance, or names a line or account that is not there.", statusCode: 400);
        await file.Settled;
        return Results.Json(database.Look(books => CensusMove.Of(edited, books)));

        bool Is(OdooEntry entry) => entry.Ref == request.Ref;
    }

    static async Task<IResult> Set(OdooSettingsRequest request, OdooDatabases databases, CensusFile file)
    {
        databases[request.Database].Set(request.Settings);
        await file.Settled;
        return Results.NoContent();
    }
}

/// <summary>A bookkeeper's change to the first entry with a reference.</summary>
public sealed record OdooEditRequest(string Database, string Ref, OdooEntryChange Change);

/// <summary>How a database's company is set up; what is left out is as at the beginning.</summary>
public sealed record OdooSettingsRequest(string Database, OdooSettings Settings);
