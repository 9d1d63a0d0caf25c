using System.Security.Cryptography;
using System.Text.Json;
using AccountingSync.Console.Access;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AccountingSync.Console.Pages;

/// <summary>The overview: figures, trial balance, what is held, what does not agree, the latest payouts, summaries and entries.</summary>
public sealed class IndexModel(OverviewReader overviews, Transformation transformation, LedgerPeriods periods, Reconciliation reconciliation)
    : PageModel
{
    public LiveView Live { get; private set; } = null!;

    public async Task OnGet(int? retried, bool compared, string? reopened, bool posted, CancellationToken stop) =>
        Live = await Read(
            Notice(retried, compared)
                ?? (
                    reopened is null
                        ? posted
                            ? Posted
                            : null
                        : Reopened(reopened)
                ),
            stop
        );

    /// <summary>The part that refreshes itself; nothing when it is as the browser has seen it.</summary>
    public async Task<IActionResult> OnGetLive(string? seen, CancellationToken stop)
    {
        var live = await Read(notice: null, stop);
        return live.Version == seen ? StatusCode(StatusCodes.Status204NoContent) : Partial("_Live", live);
    }

    public async Task<IActionResult> OnPostRetry(CancellationToken stop)
    {
        var caller = Principal.Of(User);
        if (caller.Role != Role.Operator)
            return StatusCode(StatusCodes.Status403Forbidden);
        var retried = await transformation.RetryHeld(caller.Organisation, stop);
        return await Done(Notice(retried, compared: false), new { retried }, stop);
    }

    public async Task<IActionResult> OnPostCompare(CancellationToken stop)
    {
        await reconciliation.Run(Principal.Of(User).Organisation, stop);
        return await Done(Notice(retried: null, compared: true), new { compared = true }, stop);
    }

    public async Task<IActionResult> OnPostReopen(string period, CancellationToken stop)
    {
        var caller = Principal.Of(User);
        return await periods.Decide(caller.Organisation, period, "reopen", caller.KeyName, reason: null, stop) is { } objection
            ? await Done(objection, new { }, stop)
            : await Done(Reopened(period), new { reopened = period }, stop);
    }

    public async Task<IActionResult> OnPostPostLater(Guid entry, CancellationToken stop)
    {
        var caller = Principal.Of(User);
        await periods.PostLater(caller.Organisation, caller.KeyName, [entry], stop);
        return await Done(Posted, new { posted = true }, stop);
    }

    const string Posted = "It is posted on the next open day, with its own day kept.";

    static string Reopened(string period) => $"{period} is open again; what waited for it is being posted.";

    /// <summary>With htmx the refreshed part, without it the whole page again.</summary>
    async Task<IActionResult> Done(string? notice, object query, CancellationToken stop) =>
        Request.Headers.ContainsKey("HX-Request") ? Partial("_Live", await Read(notice, stop)) : RedirectToPage("/Index", query);

    async Task<LiveView> Read(string? notice, CancellationToken stop)
    {
        var caller = Principal.Of(User);
        var overview = await overviews.Read(caller.Organisation, stop);
        var version = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(overview)))[..16];
        return new LiveView(overview, version, caller.Role == Role.Operator, caller.KeyName, notice);
    }

    static string? Notice(int? retried, bool compared) =>
        (retried, compared) switch
        {
            (0, _) => "Nothing is held, so nothing was sent again.",
            (1, _) => "One held transaction goes through the rules once more. What still has no rule comes back.",
            ({ } count, _) => $"{Show.Count(count)} held transactions go through the rules once more. What still has no rule comes back.",
            (_, true) => "All sides were compared just now.",
            _ => null,
        };
}

/// <param name="Version">Changes when anything shown changes.</param>
/// <param name="KeyName">Who looks.</param>
public sealed record LiveView(Overview Overview, string Version, bool MayOperate, string KeyName, string? Notice);
