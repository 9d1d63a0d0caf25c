using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>Finds moves in the company: by our key, by their ids, and by when they changed.</summary>
sealed class TrytonReading(TrytonCalls calls, TrytonChart chart, TrytonCompany company)
{
    const int PageSize = 200;
    const int MostPages = 500;
    const int MostAtOnce = 5_000;

    /// <summary>Two letters and eighteen characters that may be any: whose description looks like this may be ours.</summary>
    static readonly string LikeAKey = "AS" + new string('_', 18);

    public async Task<LookUpOutcome> LookUp(string key, CancellationToken stop)
    {
        var (books, failure) = await company.Get(maxAge: null, stop);
        if (books is null)
            return Failed(failure!);
        (var held, failure) = await ByKeys([key], books, stop);
        if (held is null)
            return Failed(failure!);
        // A draft is not in the books: whoever writes the entry again finishes it.
        var posted = held.Where(move => move.IsPosted).ToList();
        if (posted.Count == 0)
            return new LookUpOutcome.Absent();
        (var made, failure) = await MadeFrom(posted, books, stop);
        if (made is null)
            return Failed(failure!);
        var documents = posted.Select(move => move.InTheBooks([.. made[move.Id]])).OfType<PlatformDocument>().ToList();
        return documents.Count switch
        {
            1 => new LookUpOutcome.Found(documents[0]),
            > 1 => new LookUpOutcome.Doubled(documents),
            _ => new LookUpOutcome.Failed(Cancelled(posted[0], made), RetryAfter: null),
        };
    }

    /// <summary>Page after page by their ids. What was cancelled by another move counts as changed when that is posted.</summary>
    public async Task<ChangesOutcome> Changes(DateTimeOffset since, CancellationToken stop)
    {
        var (books, failure) = await company.Get(maxAge: null, stop);
        if (books is null)
            return NotTold(failure!);
        DateTimeOffset? until = null;
        var changes = new Dictionary<int, PlatformChange>();
        for (var (page, last) = (0, 0); page < MostPages; page++)
        {
            (var changed, failure) = await Search(ChangedSince(since, last), PageSize, books, stop);
            if (changed is null)
                return NotTold(failure!);
            until ??= calls.AnsweredAt;
            if (await Add(changes, changed, books, stop) is { } unread)
                return NotTold(unread);
            if (changed.Count < PageSize)
                return new ChangesOutcome.Page([.. changes.Values], until.Value);
            last = changed[^1].Id;
        }
        return new ChangesOutcome.Failed(
            $"More than {MostPages * PageSize} moves changed since {since:O}: that is more than can be read at once.",
            null
        );
    }

    /// <summary>The moves of our own that bear one of these keys, drafts too; what was made from others is none of them, though a cancellation
    /// may bear the description of what it cancels.</summary>
    public async Task<(IReadOnlyList<TrytonMove>? Moves, TrytonReply? Failure)> ByKeys(
        IEnumerable<string> keys,
        TrytonBooks books,
        CancellationToken stop
    )
    {
        JsonArray wanted = [.. keys.Select(key => JsonValue.Create(key))];
        var (moves, failure) = await All([new JsonArray("description", "in", wanted)], books, stop);
        return (moves?.Where(move => move.Origin is null).ToList(), failure);
    }

    public async Task<(IReadOnlyList<TrytonMove>? Moves, TrytonReply? Failure)> ByIds(
        IEnumerable<int> ids,
        TrytonBooks books,
        CancellationToken stop
    ) => await All([new JsonArray("id", "in", new JsonArray([.. ids.Select(id => JsonValue.Create(id))]))], books, stop);

    /// <summary>The moves whose origin is one of these, by its id.</summary>
    public async Task<(ILookup<int, TrytonMove>? Moves, TrytonReply? Failure)> MadeFrom(
        IEnumerable<TrytonMove> moves,
        TrytonBooks books,
        CancellationToken stop
    )
    {
        JsonArray wanted = [.. moves.Select(move => JsonValue.Create(move.Reference))];
        var (made, failure) = await All([new JsonArray("origin", "in", wanted)], books, stop);
        return (made?.ToLookup(move => move.Origin!.Value), failure);
    }

    /// <summary>What is there of ours, but was taken out of the books by another move.</summary>
    public static string Cancelled(TrytonMove move, ILookup<int, TrytonMove> made) =>
        $"Tryton holds {move.Key} as move {move.Number}, and it is cancelled by {string.Join(", ", made[move.Id].Where(other => other.IsPosted).Select(other => other.Number))}: "
        + "somebody took it out of the books. Post it there by hand if it is wanted.";

    static JsonArray ChangedSince(DateTimeOffset since, int lastId) =>
        [
            new JsonArray("id", ">", lastId),
            new JsonArray(
                "OR",
                new JsonArray("description", "like", LikeAKey),
                new JsonArray("origin.description", "like", LikeAKey, "account.move")
            ),
            // What was never written again has no moment of it.
            new JsonArray(
                "OR",
                new JsonArray("write_date", ">=", TrytonJson.Of(since)),
                new JsonArray(new JsonArray("write_date", "=", null), new JsonArray("create_date", ">=", TrytonJson.Of(since)))
            ),
        ];

    async Task<TrytonReply?> Add(
        Dictionary<int, PlatformChange> changes,
        IReadOnlyList<TrytonMove> changed,
        TrytonBooks books,
        CancellationToken stop
    )
    {
        if (changed.Count == 0)
            return null;
        var (originals, failure) = await ByIds(changed.Select(move => move.Origin ?? move.Id).Distinct(), books, stop);
        if (originals is null)
            return failure;
        (var made, failure) = await MadeFrom(originals, books, stop);
        if (made is null)
            return failure;
        // A draft is not in the books yet, or it never was ours: nothing is to be told of it, least of all that it is gone.
        foreach (var move in originals.Where(move => move.IsPosted))
        {
            var last = move.Latest(made[move.Id].Where(other => other.IsPosted));
            changes[move.Id] = new(move.Id.ToString(CultureInfo.InvariantCulture), last.ChangedAt, move.InTheBooks([.. made[move.Id]]));
        }
        return null;
    }

    async Task<(IReadOnlyList<TrytonMove>? Moves, TrytonReply? Failure)> All(JsonArray domain, TrytonBooks books, CancellationToken stop)
    {
        var (moves, failure) = await Search(domain, MostAtOnce, books, stop);
        return moves?.Count < MostAtOnce ? (moves, null)
            : moves is null ? (null, failure)
            : (null, new TrytonReply.Unclear($"Tryton has {MostAtOnce} moves or more where a few were looked for."));
    }

    /// <summary>The company's moves of which this is true, by their ids.</summary>
    async Task<(IReadOnlyList<TrytonMove>? Moves, TrytonReply? Failure)> Search(
        JsonArray domain,
        int limit,
        TrytonBooks books,
        CancellationToken stop
    )
    {
        domain.Add(new JsonArray("company", "=", books.Company));
        var order = new JsonArray(new JsonArray("id", "ASC"));
        var reply = await calls.Ask("model.account.move.search_read", [domain, 0, limit, order, TrytonMove.Fields, books.Context], stop);
        if (reply is not TrytonReply.Answered(var answer))
            return (null, reply);
        if (TrytonJson.Records(answer) is not { } rows)
            return (null, new TrytonReply.Unclear("Tryton answered a question about moves with something unreadable."));
        if (rows.Any(NamesUnknownAccount) && await chart.Refresh(books, stop) is { } unread)
            return (null, unread);
        var moves = new List<TrytonMove>();
        foreach (var row in rows)
        {
            if (!TrytonMove.TryRead(row, books.Currency, id => chart.Known.Chart.NameOf(id, sent: null), out var move))
                return (null, new TrytonReply.Unclear($"Tryton holds the move {TrytonJson.Number(row, "id")} in an unreadable form."));
            moves.Add(move);
        }
        return (moves, null);
    }

    bool NamesUnknownAccount(JsonElement row) =>
        (VendorJson.List(row, "lines.") ?? []).Any(line =>
            TrytonJson.Number(line, "account") is { } id && !chart.Known.Chart.Knows(id.ToString(CultureInfo.InvariantCulture))
        );

    static LookUpOutcome.Failed Failed(TrytonReply reply) => new(TrytonReplies.Reason(reply), TrytonReplies.Pause(reply));

    static ChangesOutcome.Failed NotTold(TrytonReply reply) => new(TrytonReplies.Reason(reply), TrytonReplies.Pause(reply));
}
