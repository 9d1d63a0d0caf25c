using System.Text.Json;
using AccountingSync.Sandbox.Odoo;
using AccountingSync.Sandbox.QuickBooks;
using AccountingSync.Sandbox.Xero;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.Census;

/// <summary>The sandbox's own paths: what is in it, how companies are set up, and a bookkeeper's hand.</summary>
internal static class CensusPaths
{
    public static void Map(WebApplication app)
    {
        app.MapGet(
            "/sandbox/census",
            async (Companies companies, XeroOrganisations organisations, OdooDatabases databases, CensusFile file) =>
            {
                var report = CensusReport.Of(companies, organisations, databases);
                await file.Settled;
                return Results.Json(report);
            }
        );
        app.MapGet("/sandbox/census/entries", Entries);
        app.MapPost("/sandbox/edit", Edit);
        app.MapPost("/sandbox/preferences", Prefer);
        app.MapPost(
            "/sandbox/webhooks",
            async (WebhookRequest request, ChangeNotices notices, CensusFile file) =>
            {
                notices.Register(request.Realm, request.Url);
                await file.Settled;
                return Results.NoContent();
            }
        );
    }

    // One JSON object per line, so that a checker need not hold them all.
    static async Task Entries(HttpContext context, string realm, Companies companies, CensusFile file, IOptions<JsonOptions> json)
    {
        var (entries, names) = companies[realm]
            .Look(books =>
                (
                    books.All(EntityNames.JournalEntry).ToList(),
                    books.All(EntityNames.Account).ToDictionary(account => account.Id, account => account.Field("Name")!)
                )
            );
        await file.Settled;
        context.Response.ContentType = "application/x-ndjson";
        foreach (var stored in entries)
        {
            await JsonSerializer.SerializeAsync(
                context.Response.Body,
                CensusEntry.Of(stored, names),
                json.Value.SerializerOptions,
                context.RequestAborted
            );
            await context.Response.WriteAsync("\n", context.RequestAborted);
        }
    }

    static async Task<IResult> Edit(EditRequest request, Companies companies, CensusFile file)
    {
        var company = companies[request.Realm];
        if (!company.Look(books => books.LiveWithDocNumber(request.DocNumber).Any()))
            return Results.Problem($"No live entry bears the document number {request.DocNumber}.", statusCode: 404);
        var edited = company.Edit(
            (books, now) =>
                books.LiveWithDocNumber(request.DocNumber).FirstOrDefault() is { } held
                    ? BookkeeperEdit.Apply(held, request.Change, books, now)
                    : null
        );
        if (edited is null)
            return Results.Problem("The change leaves the entry out of balance, or names a line or account that is not there.", statusCode: 400);
        await file.Settled;
        var names = company.Look(books => books.All(EntityNames.Account).ToDictionary(account => account.Id, account => account.Field("Name")!));
        return Results.Json(CensusEntry.Of(edited, names));
    }

    static async Task<IResult> Prefer(PreferencesRequest request, Companies companies, CensusFile file)
    {
        var company = companies[request.Realm];
        company.Prefer(
            new CompanyPreferences
            {
                BookCloseDate = request.BookCloseDate,
                RefuseDuplicateDocNumbers = request.RefuseDuplicateDocNumbers,
                HomeCurrency = request.HomeCurrency ?? company.Preferences.HomeCurrency,
                CompanyName = request.CompanyName ?? company.Preferences.CompanyName,
            }
        );
        await file.Settled;
        return Results.NoContent();
    }
}

/// <summary>A bookkeeper's change to the entry with a document number.</summary>
public sealed record EditRequest(string Realm, string DocNumber, EntryChange Change);

/// <summary>How a company is set up; what is left out is off, except for names.</summary>
public sealed record PreferencesRequest
{
    public required string Realm { get; init; }
    public DateOnly? BookCloseDate { get; init; }
    public bool RefuseDuplicateDocNumbers { get; init; }
    public string? HomeCurrency { get; init; }
    public string? CompanyName { get; init; }
}

/// <summary>Where a realm's change notices go.</summary>
public sealed record WebhookRequest(string Realm, Uri Url);
