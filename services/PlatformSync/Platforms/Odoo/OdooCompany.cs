using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>Company, journal and lock dates, read when first needed and once an hour; the lock dates again before anything is posted, because Odoo
/// refuses nothing on a locked day, but posts it on a later one.</summary>
sealed class OdooCompany(OdooCalls calls, OdooOptions options, TimeProvider clock)
{
    static readonly TimeSpan Usable = TimeSpan.FromHours(1);

    /// <summary>Lock dates of the company and of those above it, less what the user is excepted from; since Odoo 18.</summary>
    static readonly string[] OfUser = ["user_fiscalyear_lock_date", "user_hard_lock_date"];

    /// <summary>The same for one kind of journal.</summary>
    static readonly Dictionary<string, string> OfJournals = new() { ["sale"] = "user_sale_lock_date", ["purchase"] = "user_purchase_lock_date" };

    /// <summary>Before Odoo 18. Advisers may post before the second; the bridge does not.</summary>
    static readonly string[] Earlier = ["fiscalyear_lock_date", "period_lock_date"];

    sealed record Known(OdooBooks Books, string[] Locks, DateTimeOffset ReadAt);

    Known? known;

    /// <summary>What is known, its lock dates not older than <paramref name="maxAge"/> (zero reads them in any case); otherwise the answer that came
    /// instead.</summary>
    public async Task<(OdooBooks? Books, OdooReply? Failure)> Get(TimeSpan? maxAge, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var before = Volatile.Read(ref known);
        if (before is not null && maxAge != TimeSpan.Zero && now - before.Books.ReadAt <= (maxAge ?? Usable))
            return (before.Books, null);
        var (after, failure) = before is not null && now - before.ReadAt <= Usable ? await Again(before, now, stop) : await Read(now, stop);
        if (after is not null)
            Volatile.Write(ref known, after);
        return (after?.Books, failure);
    }

    async Task<(Known?, OdooReply?)> Again(Known before, DateTimeOffset now, CancellationToken stop)
    {
        var (company, failure) = await Company(new JsonArray("id", "=", before.Books.Company), before.Locks, stop);
        return failure is null
            ? (before with { Books = before.Books with { LockedUntil = Latest(company, before.Locks), ReadAt = now } }, null)
            : (null, failure);
    }

    async Task<(Known?, OdooReply?)> Read(DateTimeOffset now, CancellationToken stop)
    {
        var reply = await calls.Ask(OdooCall.FieldsGet("res.company", [.. OfUser, .. OfJournals.Values, .. Earlier]), stop);
        if (reply is not OdooReply.Answered({ ValueKind: JsonValueKind.Object } fields))
            return (null, reply);
        var has = fields.EnumerateObject().Select(field => field.Name).ToHashSet();
        string[] locks = has.Contains(OfUser[0]) ? [.. OfUser, .. OfJournals.Values] : Earlier;
        locks = [.. locks.Where(has.Contains)];
        var (company, failure) = await Company(options.Company is { } name ? new JsonArray("name", "=", name) : null, locks, stop);
        if (failure is not null)
            return (null, failure);
        if (OdooJson.Reference(company, "currency_id") is not { } currency)
            return (null, new OdooReply.Unclear("Odoo answered with an unreadable company."));
        var id = OdooJson.Number(company, "id")!.Value;
        (var journal, failure) = await Journal(id, stop);
        if (failure is not null)
            return (null, failure);
        reply = await calls.Ask(
            OdooCall.SearchRead("res.currency", [new JsonArray("id", "=", currency.Id)], ["name", "decimal_places"], 1, OdooBooks.ContextOf(id)),
            stop
        );
        if (reply is not OdooReply.Answered(var answer))
            return (null, reply);
        if (
            OdooJson.Records(answer) is not [var own]
            || VendorJson.Text(own, "name") is not { } code
            || OdooJson.Number(own, "decimal_places") is not { } digits
        )
            return (null, new OdooReply.Unclear("Odoo answered with an unreadable currency."));
        // Locks of sales and purchases hold for journals of that kind only.
        var type = VendorJson.Text(journal, "type") ?? "";
        locks = [.. locks.Where(field => !OfJournals.ContainsValue(field) || OfJournals.GetValueOrDefault(type) == field)];
        var books = new OdooBooks(id, code, digits, OdooJson.Number(journal, "id")!.Value, Latest(company, locks), now);
        return (new(books, locks, now), null);
    }

    async Task<(JsonElement Company, OdooReply? Failure)> Company(JsonArray? which, string[] locks, CancellationToken stop)
    {
        var fields = OdooJson.Of(["name", "currency_id", .. locks]);
        var domain = which is null ? new JsonArray() : new JsonArray(which);
        var reply = await calls.Ask(OdooCall.SearchRead("res.company", domain, fields, 2, new JsonObject()), stop);
        if (reply is not OdooReply.Answered(var answer))
            return (default, reply);
        return OdooJson.Records(answer) is [var company]
            ? (company, null)
            : (
                default,
                new OdooReply.NotSent(
                    options.Company is { } name
                        ? $"The Odoo user sees no company of the name '{name}', or several: mend the setting 'company'."
                        : "The Odoo user sees no company, or several: name one in the setting 'company'."
                )
            );
    }

    async Task<(JsonElement Journal, OdooReply? Failure)> Journal(int company, CancellationToken stop)
    {
        JsonArray domain = [new JsonArray("code", "=", options.Journal), new JsonArray("company_id", "=", company)];
        var reply = await calls.Ask(OdooCall.SearchRead("account.journal", domain, ["code", "type"], 2, OdooBooks.ContextOf(company)), stop);
        if (reply is not OdooReply.Answered(var answer))
            return (default, reply);
        return OdooJson.Records(answer) is [var journal]
            ? (journal, null)
            : (default, new OdooReply.NotSent($"Odoo has no journal with the code '{options.Journal}', or several: mend the setting 'journal'."));
    }

    /// <summary>The first day of all says that nothing is locked.</summary>
    static DateOnly? Latest(JsonElement company, string[] locks) =>
        locks.Select(field => OdooJson.Day(company, field)).Where(day => day > DateOnly.MinValue).Max();
}
