using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>An entry and the draft that stands for it.</summary>
sealed record TrytonDraft(EntryToWrite Entry, TrytonMove Move)
{
    /// <summary>A context in which Tryton does nothing to a draft that somebody changed since it was read.</summary>
    public static JsonObject Unchanged(IEnumerable<TrytonDraft> drafts, TrytonBooks books)
    {
        var context = books.Context;
        context["_timestamp"] = new JsonObject(drafts.Select(draft => new KeyValuePair<string, JsonNode?>(draft.Move.Reference, draft.Move.Stamp)));
        return context;
    }

    public static JsonArray Ids(IEnumerable<TrytonDraft> drafts) => [.. drafts.Select(draft => JsonValue.Create(draft.Move.Id))];
}

/// <summary>Makes drafts of entries and takes them back. Nothing here puts anything into the books.</summary>
sealed class TrytonDrafts(TrytonCalls calls, TrytonReading reading, TrytonCompany company)
{
    /// <summary>A draft for each entry, which says what was sent; where there is none, the outcome says why.</summary>
    /// <param name="json">The move of an entry.</param>
    public async Task<IReadOnlyList<TrytonDraft>> Make(
        IReadOnlyList<EntryToWrite> entries,
        TrytonBooks books,
        Func<EntryToWrite, JsonObject> json,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        var ids = new List<int>();
        await Create(entries, books, json, ids, outcomes, stop);
        var made = entries.Where(entry => !outcomes.ContainsKey(entry.Key)).ToList();
        if (made.Count == 0)
            return [];
        var (moves, failure) = await reading.ByIds(ids, books, stop);
        var drafts = new List<TrytonDraft>();
        foreach (var entry in made)
        {
            if (moves is null)
                outcomes[entry.Key] = TrytonReplies.NothingWritten(failure!, "The draft could not be read back");
            else if (moves.FirstOrDefault(move => move.Key == entry.Key) is not { } move)
                outcomes[entry.Key] = new WriteOutcome.Unavailable($"The draft of {entry.Key} is gone again.");
            else if (move.Says(entry.Entry))
                drafts.Add(new(entry, move));
            else
                outcomes[entry.Key] = await Withdraw(new(entry, move), $"Tryton made something else of it than was sent: {Text(move)}.", books, stop);
        }
        return drafts;
    }

    /// <summary>Takes a draft away again, so that nobody posts it and it is in no period's way.</summary>
    public async Task<WriteOutcome> Withdraw(TrytonDraft draft, string why, TrytonBooks books, CancellationToken stop)
    {
        var reply = await calls.Do(
            "model.account.move.delete",
            [TrytonDraft.Ids([draft]), TrytonDraft.Unchanged([draft], books)],
            draft.Entry.SendBefore,
            stop
        );
        var left = reply is TrytonReply.Answered ? "" : $" Its draft {draft.Move.Number} is still there: {TrytonReplies.Reason(reply)}";
        return await Refusal(draft.Entry, why + left, stop);
    }

    /// <summary>What a refusal comes to: the period may have been closed since it was read.</summary>
    public async Task<WriteOutcome> Refusal(EntryToWrite entry, string why, CancellationToken stop)
    {
        var (now, _) = await company.Get(TimeSpan.Zero, stop);
        return now?.PeriodOf(entry.Entry.Date) is { ClosedBecause: { } closed }
            ? new WriteOutcome.ClosedPeriod($"{closed} {why}")
            : new WriteOutcome.Refused(why);
    }

    /// <summary>One call for all; where Tryton refuses it, nothing of it is done, and each half is tried by itself.</summary>
    async Task Create(
        IReadOnlyList<EntryToWrite> entries,
        TrytonBooks books,
        Func<EntryToWrite, JsonObject> json,
        List<int> ids,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        if (entries.Count == 0)
            return;
        var before = entries.Min(entry => entry.SendBefore);
        JsonArray moves = [.. entries.Select(json)];
        var reply = await calls.Do("model.account.move.create", [moves, books.Context], before, stop);
        if (reply is TrytonReply.Answered(var answer) && Numbers(answer) is { } made && made.Count == entries.Count)
            ids.AddRange(made);
        else if (reply is TrytonReply.Refused && entries.Count > 1)
        {
            var half = entries.Count / 2;
            await Create([.. entries.Take(half)], books, json, ids, outcomes, stop);
            await Create([.. entries.Skip(half)], books, json, ids, outcomes, stop);
        }
        else
            foreach (var entry in entries)
                outcomes[entry.Key] = reply switch
                {
                    TrytonReply.Refused(var fault) => await Refusal(entry, fault.Text, stop),
                    TrytonReply.Answered => new WriteOutcome.Unknown("Tryton answered with something that is no list of moves."),
                    // A draft that was made though nobody heard of it is found before another is made.
                    _ => TrytonReplies.PerhapsWritten(reply, "No draft was made"),
                };
    }

    static List<int>? Numbers(System.Text.Json.JsonElement answer) =>
        answer.ValueKind == System.Text.Json.JsonValueKind.Array
        && answer.EnumerateArray().All(id => id.ValueKind == System.Text.Json.JsonValueKind.Number && id.TryGetInt32(out _))
            ? [.. answer.EnumerateArray().Select(id => id.GetInt32())]
            : null;

    static string Text(TrytonMove move) =>
        $"{move.Date:yyyy-MM-dd} "
        + string.Join(", ", move.Lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Account} {line.Amount} {line.Currency}")));
}
