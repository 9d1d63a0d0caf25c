using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>A standard period of the company.</summary>
/// <param name="ClosedBecause">Null while it takes entries.</param>
sealed record TrytonPeriod(int Id, string Name, DateOnly From, DateOnly To, string? ClosedBecause);

/// <summary>What must be known of a company before anything is written to it.</summary>
/// <param name="Party">The record of the party for accounts that ask for one; null when none is set.</param>
sealed record TrytonBooks(
    int Company,
    string Currency,
    int Digits,
    int Journal,
    int? Party,
    IReadOnlyList<TrytonPeriod> Periods,
    DateTimeOffset ReadAt
)
{
    /// <summary>The last parameter of a call.</summary>
    public JsonObject Context => new() { ["company"] = Company };

    /// <summary>Null when no period has the day.</summary>
    public TrytonPeriod? PeriodOf(DateOnly day) => Periods.FirstOrDefault(period => period.From <= day && day <= period.To);
}

/// <summary>Company, journal and periods, read when first needed, once an hour, and before an entry is held back because of them.</summary>
sealed class TrytonCompany(TrytonCalls calls, TrytonOptions options, TimeProvider clock)
{
    static readonly TimeSpan Usable = TimeSpan.FromHours(1);
    const int MostPeriods = 10_000;

    TrytonBooks? known;

    /// <summary>What is known, not older than <paramref name="maxAge"/>; otherwise the answer that came instead.</summary>
    public async Task<(TrytonBooks? Books, TrytonReply? Failure)> Get(TimeSpan? maxAge, CancellationToken stop)
    {
        if (Volatile.Read(ref known) is { } before && clock.GetUtcNow() - before.ReadAt <= (maxAge ?? Usable))
            return (before, null);
        var (books, failure) = await Read(stop);
        if (books is not null)
            Volatile.Write(ref known, books);
        return (books, failure);
    }

    async Task<(TrytonBooks?, TrytonReply?)> Read(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (company, failure) = await ReadCompany(stop);
        if (failure is not null)
            return (null, failure);
        var id = TrytonJson.Number(company, "id")!.Value;
        var context = new JsonObject { ["company"] = id };
        if (
            TrytonJson.Part(company, "currency") is not { } currency
            || VendorJson.Text(currency, "code") is not { } code
            || TrytonJson.Number(currency, "digits") is not { } digits
        )
            return (null, new TrytonReply.Unclear("Tryton answered with an unreadable company."));
        (var journal, failure) = await One("account.journal", "code", options.Journal, "journal", context, stop);
        if (failure is not null)
            return (null, failure);
        int? party = null;
        if (options.Party is { } wanted)
        {
            (party, failure) = await One("party.party", "code", wanted, "party", context, stop);
            if (failure is not null)
                return (null, failure);
        }
        (var periods, failure) = await ReadPeriods(id, journal, stop);
        return periods is null ? (null, failure) : (new(id, code, digits, journal, party, periods, now), null);
    }

    async Task<(JsonElement Company, TrytonReply? Failure)> ReadCompany(CancellationToken stop)
    {
        var reply = await calls.Ask("model.res.user.get_preferences", [true, new JsonObject()], stop);
        if (reply is not TrytonReply.Answered(var preferences))
            return (default, reply);
        JsonArray? which =
            options.Company is { } name ? new JsonArray("party.name", "=", name)
            : TrytonJson.Number(preferences, "company") is { } own ? new JsonArray("id", "=", own)
            : null;
        if (which is null)
            return (default, new TrytonReply.NotSent($"The Tryton user '{options.User}' works in no company: give the user one there."));
        var fields = new JsonArray("currency.code", "currency.digits");
        reply = await calls.Ask("model.company.company.search_read", [new JsonArray(which), 0, 2, null, fields, new JsonObject()], stop);
        if (reply is not TrytonReply.Answered(var answer))
            return (default, reply);
        if (TrytonJson.Records(answer) is not [var company])
            return (
                default,
                new TrytonReply.NotSent(
                    $"The Tryton user '{options.User}' sees no company, or several, of the name '{options.Company}': mend the setting 'company'."
                )
            );
        // Of another company than the one that they work in, such a user sees the name, and neither periods nor accounts.
        var seesOne = VendorJson.Text(preferences, "company_filter") == "one";
        return seesOne && TrytonJson.Number(preferences, "company") != TrytonJson.Number(company, "id")
            ? (
                default,
                new TrytonReply.NotSent($"The Tryton user '{options.User}' works in another company: change that there, or let the user see all.")
            )
            : (company, null);
    }

    /// <summary>The only record with this value, or why there is none.</summary>
    async Task<(int Id, TrytonReply? Failure)> One(
        string model,
        string field,
        string value,
        string setting,
        JsonObject context,
        CancellationToken stop
    )
    {
        JsonArray parameters = [new JsonArray(new JsonArray(field, "=", value)), 0, 2, null, new JsonArray(field), context.DeepClone()];
        var reply = await calls.Ask($"model.{model}.search_read", parameters, stop);
        if (reply is not TrytonReply.Answered(var answer))
            return (0, reply);
        if (TrytonJson.Records(answer) is [var one])
            return (TrytonJson.Number(one, "id")!.Value, null);
        return (0, new TrytonReply.NotSent($"Tryton has no {setting} with the {field} '{value}', or several: mend the setting '{setting}'."));
    }

    async Task<(IReadOnlyList<TrytonPeriod>? Periods, TrytonReply? Failure)> ReadPeriods(int company, int journal, CancellationToken stop)
    {
        var context = new JsonObject { ["company"] = company };
        JsonArray standard = [new JsonArray("company", "=", company), new JsonArray("type", "=", "standard")];
        var reply = await calls.Ask(
            "model.account.period.search_read",
            [standard, 0, MostPeriods, null, new JsonArray("name", "start_date", "end_date", "state"), context.DeepClone()],
            stop
        );
        if (reply is not TrytonReply.Answered(var answer))
            return (null, reply);
        // A journal can be closed for a period by itself, and stays so when the period is opened again.
        JsonArray closed = [new JsonArray("journal", "=", journal), new JsonArray("state", "=", "close")];
        reply = await calls.Ask("model.account.journal.period.search_read", [closed, 0, MostPeriods, null, new JsonArray("period"), context], stop);
        if (reply is not TrytonReply.Answered(var journalPeriods))
            return (null, reply);
        var without = (TrytonJson.Records(journalPeriods) ?? []).Select(one => TrytonJson.Number(one, "period")).ToHashSet();
        var periods = new List<TrytonPeriod>();
        foreach (var row in TrytonJson.Records(answer) ?? [])
        {
            if (
                VendorJson.Text(row, "name") is not { } name
                || TrytonJson.Day(row, "start_date") is not { } from
                || TrytonJson.Day(row, "end_date") is not { } to
            )
                return (null, new TrytonReply.Unclear("Tryton answered with an unreadable period."));
            var id = TrytonJson.Number(row, "id")!.Value;
            var state = VendorJson.Text(row, "state");
            periods.Add(new(id, name, from, to, WhyClosed(name, state, without.Contains(id))));
        }
        return (periods, null);
    }

    string? WhyClosed(string period, string? state, bool withoutJournal) =>
        state != "open" ? $"Tryton's period {period} is {(state == "locked" ? "locked" : "closed")}."
        : withoutJournal ? $"Tryton's journal {options.Journal} is closed in the period {period}."
        : null;
}
