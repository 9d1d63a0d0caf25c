using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AccountingSync.Console.Pages;

/// <summary>One summary: the lines of its document, and the entries behind it or behind its lines on one account.</summary>
public sealed class SummariesModel(PlatformSync platforms) : PageModel
{
    const int AtOnce = 100;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Null for all accounts.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Account { get; set; }

    /// <summary>The last entry of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public SummaryDocument? Document { get; private set; }
    public IReadOnlyList<DraftedEntry> Entries { get; private set; } = [];
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>Where the next page begins; null after the last one.</summary>
    public Guid? Next => Entries.Count == AtOnce ? Entries[^1].EntryId : null;

    public async Task OnGet(CancellationToken stop)
    {
        var organisation = Principal.Of(User).Organisation;
        try
        {
            Document = await platforms.Summary(organisation, Id, stop);
            if (Document is not null)
                Entries = await platforms.EntriesOf(organisation, Id, Account, After, AtOnce, stop);
        }
        catch (NeighbourUnavailableException fault)
        {
            (Document, Missing) = (null, [fault.Service]);
        }
        if (Document is null)
            Response.StatusCode = Missing.Count > 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound;
    }

    /// <summary>Of the account that is asked for, its balance in the entry; otherwise the entry's debits.</summary>
    public IEnumerable<(string Currency, decimal Amount)> Amounts(DraftedEntry entry) =>
        entry
            .Lines.Where(line => Account is null || line.Account == Account)
            .GroupBy(line => line.Currency)
            .Select(lines => (lines.Key, lines.Sum(line => Account is null ? Math.Max(line.Amount, 0m) : line.Amount)));
}
