using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>Finds moves in the company: by our key, by their ids, and by when they changed.</summary>
sealed class OdooReading(OdooCalls calls, OdooChart chart, OdooCompany company)
{
    const int PageSize = 200;
    const int MostPages = 500;
    const int MostAtOnce = 5_000;

    /// <summary>Two letters and eighteen characters that may be any: what has such a reference may be ours.</summary>
    static readonly string LikeAKey = "AS" + new string('_', 18);

    public async Task<LookUpOutcome> LookUp(string key, CancellationToken stop)
    {
        var (books, failure) = await company.Get(maxAge: null, stop);
        if (books is null)
            return Failed(failure!);
        (var held, failure) = await ByKeys([key], books, stop);
        if (held is null)
            return Failed(failure!);
        var ours = held.Of(key);
        // A draft that never was posted is not in the books: whoever writes the entry again finishes it.
        if (ours.All(move => move.IsBegun))
            return new LookUpOutcome.Absent();
        var documents = held.Documents(key);
        return documents.Count switch
        {
            1 => new LookUpOutcome.Found(documents[0]),
            > 1 => new LookUpOutcome.Doubled(documents),
            _ => new LookUpOutcome.Failed(held.TakenOut(key), RetryAfter: null),
        };
    }

    /// <summary>Page after page by their ids. What was taken back by another move counts as changed when that is posted.</summary>
    public async Task<ChangesOutcome> Changes(DateTimeOffset since, CancellationToken stop)
    {
        var (books, failure) = await company.Get(maxAge: null, stop);
        if (books is null)
            return NotTold(failure!);
        DateTimeOffset? until = null;
        var changes = new Dictionary<int, PlatformChange>();
        for (var (page, last) = (0, 0); page < MostPages; page++)
        {
            (var changed, failure) = await Search(ChangedSince(since, last, books), PageSize, books, stop);
            if (changed is null)
                return NotTold(failure!);
            until ??= calls.AnsweredAt;
            if (changed.Count > 0)
            {
                (var moves, failure) = await WithReversals([.. changed.Select(move => move.Reverses ?? move.Id).Distinct()], books, stop);
                if (moves is null)
                    return NotTold(failure!);
                foreach (var change in moves.Changes())
                    changes[int.Parse(change.PlatformId, CultureInfo.InvariantCulture)] = change;
            }
            if (changed.Count < PageSize)
                return new ChangesOutcome.Page([.. changes.Values], until.Value);
            last = changed[^1].Id;
        }
        return new ChangesOutcome.Failed(
            $"More than {MostPages * PageSize} moves changed since {since:O}: that is more than can be read at once.",
            null
        );
    }

    /// <summary>What has become of these: each with what the books have of it, or without anything.</summary>
    public async Task<ChangesOutcome> ReadAgain(IReadOnlyList<string> platformIds, DateTimeOffset now, CancellationToken stop)
    {
        var (books, failure) = await company.Get(maxAge: null, stop);
        if (books is null)
            return NotTold(failure!);
        (var moves, failure) = await WithReversals([.. platformIds.Select(id => int.Parse(id, CultureInfo.InvariantCulture))], books, stop);
        if (moves is null)
            return NotTold(failure!);
        var there = moves.Changes().ToDictionary(change => change.PlatformId);
        return new ChangesOutcome.Page([.. platformIds.Select(id => there.GetValueOrDefault(id) ?? new(id, now, Document: null))], now);
    }

    /// <summary>The moves that bear one of these keys, drafts too, and those that take back what is posted of them. Two questions, each of which an
    /// index of Odoo's answers; both in one would read all of its moves.</summary>
    public async Task<(OdooHeld? Held, OdooReply? Failure)> ByKeys(IEnumerable<string> keys, OdooBooks books, CancellationToken stop)
    {
        var (ours, failure) = await Held([new JsonArray("ref", "in", OdooJson.Of(keys))], books, stop);
        if (ours is null || !ours.Moves.Any(move => move.IsPosted))
            return (ours, failure);
        var posted = ours.Moves.Where(move => move.IsPosted).Select(move => move.Id);
        (var others, failure) = await Held([new JsonArray("reversed_entry_id", "in", OdooJson.Of(posted))], books, stop);
        return others is null ? (null, failure) : (new OdooHeld([.. ours.Moves.Concat(others.Moves).DistinctBy(move => move.Id)]), null);
    }

    public async Task<(IReadOnlyList<OdooMove>? Moves, OdooReply? Failure)> ByIds(IEnumerable<int> ids, OdooBooks books, CancellationToken stop)
    {
        var (held, failure) = await Held([new JsonArray("id", "in", OdooJson.Of(ids))], books, stop);
        return (held?.Moves, failure);
    }

    Task<(OdooHeld? Held, OdooReply? Failure)> WithReversals(IReadOnlyList<int> ids, OdooBooks books, CancellationToken stop) =>
        Held(["|", new JsonArray("id", "in", OdooJson.Of(ids)), new JsonArray("reversed_entry_id", "in", OdooJson.Of(ids))], books, stop);

    /// <summary>Also by what was changed in a line alone; and all of our journal, where somebody may have taken the key off.</summary>
    static JsonArray ChangedSince(DateTimeOffset since, int lastId, OdooBooks books) =>
        [
            new JsonArray("id", ">", lastId),
            "|",
            new JsonArray("write_date", ">=", OdooJson.Of(since)),
            new JsonArray("line_ids.write_date", ">=", OdooJson.Of(since)),
            "|",
            "|",
            new JsonArray("ref", "=like", LikeAKey),
            new JsonArray("reversed_entry_id.ref", "=like", LikeAKey),
            new JsonArray("journal_id", "=", books.Journal),
        ];

    async Task<(OdooHeld? Held, OdooReply? Failure)> Held(JsonArray domain, OdooBooks books, CancellationToken stop)
    {
        var (moves, failure) = await Search(domain, MostAtOnce, books, stop);
        return moves?.Count < MostAtOnce ? (new OdooHeld(moves), null)
            : moves is null ? (null, failure)
            : (null, new OdooReply.Unclear($"Odoo has {MostAtOnce} moves or more where a few were looked for."));
    }

    /// <summary>The company's entries of which this is true, by their ids.</summary>
    async Task<(IReadOnlyList<OdooMove>? Moves, OdooReply? Failure)> Search(JsonArray domain, int limit, OdooBooks books, CancellationToken stop)
    {
        domain.Add(new JsonArray("company_id", "=", books.Company));
        domain.Add(new JsonArray("move_type", "=", "entry"));
        var reply = await calls.Ask(OdooCall.SearchRead("account.move", domain, OdooRows.MoveFields, limit, books.Context), stop);
        if (reply is not OdooReply.Answered(var answer))
            return (null, reply);
        if (OdooJson.Records(answer) is not { } rows)
            return (null, new OdooReply.Unclear("Odoo answered a question about moves with something unreadable."));
        if (rows.Count == 0)
            return ([], null);
        JsonArray theirs = [new JsonArray("move_id", "in", OdooJson.Of(rows.Select(Id)))];
        reply = await calls.Ask(OdooCall.SearchRead("account.move.line", theirs, OdooRows.LineFields, limit: 0, books.Context), stop);
        if (reply is not OdooReply.Answered(var lineAnswer))
            return (null, reply);
        if (OdooJson.Records(lineAnswer) is not { } lines || lines.Any(line => OdooJson.Reference(line, "move_id") is null))
            return (null, new OdooReply.Unclear("Odoo answered a question about lines with something unreadable."));
        if (lines.Any(NamesUnknownAccount) && await chart.Refresh(books, stop) is { } unread)
            return (null, unread);
        return Read(rows, lines.ToLookup(line => OdooJson.Reference(line, "move_id")!.Value.Id), books);
    }

    (IReadOnlyList<OdooMove>? Moves, OdooReply? Failure) Read(IReadOnlyList<JsonElement> rows, ILookup<int, JsonElement> lines, OdooBooks books)
    {
        var moves = new List<OdooMove>();
        foreach (var row in rows)
        {
            if (OdooRows.Move(row, lines[Id(row)], books.Currency, id => chart.Known.Chart.NameOf(OdooRows.Id(id), sent: null)) is not { } move)
                return (null, new OdooReply.Unclear($"Odoo holds the move {Id(row)} in an unreadable form."));
            moves.Add(move);
        }
        return (moves, null);
    }

    bool NamesUnknownAccount(JsonElement line) => OdooRows.AccountOf(line) is { } id && !chart.Known.Chart.Knows(OdooRows.Id(id));

    static int Id(JsonElement row) => OdooJson.Number(row, "id")!.Value;

    static LookUpOutcome.Failed Failed(OdooReply reply) => new(OdooReplies.Reason(reply), OdooReplies.Pause(reply));

    static ChangesOutcome.Failed NotTold(OdooReply reply) => new(OdooReplies.Reason(reply), OdooReplies.Pause(reply));
}
