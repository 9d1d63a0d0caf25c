using AccountingSync.Console.Access;
using AccountingSync.Console.Compose;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AccountingSync.Console.Pages;

/// <summary>Finds a source transaction and shows its timeline.</summary>
public sealed class TransactionsModel(TimelineReader timelines, TraceLink traces) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Source { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    public bool IsAsked => !string.IsNullOrWhiteSpace(Source) && !string.IsNullOrWhiteSpace(Id);
    public Timeline? Timeline { get; private set; }
    public IReadOnlyList<string> Missing { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        if (!IsAsked)
            return;
        var gathering = new Gathering();
        Timeline = await timelines.Read(Principal.Of(User).Organisation, Source!.Trim(), Id!.Trim(), gathering, stop);
        Missing = gathering.Missing;
        if (Timeline is null)
            Response.StatusCode = Missing.Count > 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound;
    }

    public RevisionView View(TimelineRevision revision) => new(revision, traces.To(revision.Matched?.TraceId));
}

/// <param name="TraceAddress">Null when no viewer of traces is configured.</param>
public sealed record RevisionView(TimelineRevision Revision, string? TraceAddress);
