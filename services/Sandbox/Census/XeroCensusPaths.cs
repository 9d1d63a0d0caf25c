using System.Text.Json;
using AccountingSync.Sandbox.Xero;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.Census;

/// <summary>The sandbox's own paths around Xero: what is in an organisation, how it is set up, and a bookkeeper's hand.</summary>
internal static class XeroCensusPaths
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/sandbox/census/xero", Journals);
        app.MapPost("/sandbox/xero/edit", Edit);
        app.MapPost("/sandbox/xero/settings", Set);
    }

    // One JSON object per line, so that a checker need not hold them all.
    static async Task Journals(HttpContext context, Guid tenant, XeroOrganisations organisations, CensusFile file, IOptions<JsonOptions> json)
    {
        var journals = organisations[tenant].Look((books, _) => books.Journals.Select(journal => CensusJournal.Of(journal, books.Chart)).ToList());
        await file.Settled;
        context.Response.ContentType = "application/x-ndjson";
        foreach (var journal in journals)
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, journal, json.Value.SerializerOptions, context.RequestAborted);
            await context.Response.WriteAsync("\n", context.RequestAborted);
        }
    }

    static async Task<IResult> Edit(XeroEditRequest request, XeroOrganisations organisations, CensusFile file)
    {
        var organisation = organisations[request.Tenant];
        if (!organisation.Look((books, _) => books.Journals.Any(Is)))
            return Results.Problem($"No posted journal has the narration {request.Narration}.", statusCode: 404);
        var edited = organisation.Edit(books =>
            books.Journals.FirstOrDefault(Is) is { } held ? JournalEdit.Apply(held, request.Change, books.Chart) : null
        );
        if (edited is null)
            return Results.Problem("The change leaves the journal out of balance, or names a line or account that is not there.", statusCode: 400);
        await file.Settled;
        return Results.Json(organisation.Look((books, _) => CensusJournal.Of(edited, books.Chart)));

        bool Is(ManualJournal journal) => journal.IsPosted && journal.Narration == request.Narration;
    }

    static async Task<IResult> Set(XeroSettingsRequest request, XeroOrganisations organisations, CensusFile file)
    {
        var organisation = organisations[request.Tenant];
        var before = organisation.Look((books, _) => books.Settings);
        organisation.Set(
            new XeroSettings
            {
                Name = request.Name ?? before.Name,
                BaseCurrency = request.BaseCurrency ?? before.BaseCurrency,
                PeriodLockDate = request.PeriodLockDate,
                EndOfYearLockDate = request.EndOfYearLockDate,
            }
        );
        await file.Settled;
        return Results.NoContent();
    }
}

/// <summary>A bookkeeper's change to the posted journal with a narration.</summary>
public sealed record XeroEditRequest(Guid Tenant, string Narration, JournalChange Change);

/// <summary>How an organisation is set up; what is left out is off, except for name and currency.</summary>
public sealed record XeroSettingsRequest
{
    public required Guid Tenant { get; init; }
    public string? Name { get; init; }
    public string? BaseCurrency { get; init; }
    public DateOnly? PeriodLockDate { get; init; }
    public DateOnly? EndOfYearLockDate { get; init; }
}
