using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>Brings entries into the books in two steps: drafts, which are compared with what was sent, and their posting. Before either it is
/// looked whether the company holds the keys, because Tryton has no idempotency key of its own.</summary>
/// <remarks>A draft that an earlier attempt left is posted instead of a new one. So an attempt that was cut off between the steps leaves nothing
/// in the books, and an attempt that was repeated too early leaves a draft, not a second entry.</remarks>
sealed class TrytonWriting(TrytonCalls calls, TrytonReading reading, TrytonDrafts drafts)
{
    /// <summary>Adds one outcome for each entry.</summary>
    /// <param name="json">The move of an entry.</param>
    public async Task Write(
        IReadOnlyList<EntryToWrite> entries,
        TrytonBooks books,
        Func<EntryToWrite, JsonObject> json,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        if (entries.Count == 0)
            return;
        if (await FindHeld(entries, books, outcomes, stop) is not { } found)
            return;
        var missing = entries.Where(entry => !outcomes.ContainsKey(entry.Key) && found.All(draft => draft.Entry.Key != entry.Key)).ToList();
        IReadOnlyList<TrytonDraft> ready = [.. found, .. await drafts.Make(missing, books, json, outcomes, stop)];
        var posted = new List<TrytonDraft>();
        await Post(ready, books, posted, outcomes, stop);
        await ReadBack(posted, books, outcomes, stop);
    }

    /// <summary>The drafts that earlier attempts left, after an outcome for each entry that is posted already. Null when it could not be looked,
    /// and each entry has its outcome.</summary>
    async Task<IReadOnlyList<TrytonDraft>?> FindHeld(
        IReadOnlyList<EntryToWrite> entries,
        TrytonBooks books,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        var (held, failure) = await reading.ByKeys(entries.Select(entry => entry.Key), books, stop);
        ILookup<int, TrytonMove>? made = null;
        if (held is not null)
            (made, failure) = held.Any(move => move.IsPosted)
                ? await reading.MadeFrom(held.Where(move => move.IsPosted), books, stop)
                : (Enumerable.Empty<TrytonMove>().ToLookup(move => move.Id), null);
        if (held is null || made is null)
        {
            foreach (var entry in entries)
                outcomes[entry.Key] = TrytonReplies.NothingWritten(failure!, "It could not be looked whether Tryton holds it already");
            return null;
        }
        var found = new List<TrytonDraft>();
        var byKey = held.ToLookup(move => move.Key);
        foreach (var entry in entries)
        {
            if (Outcome(entry, [.. byKey[entry.Key]], made) is { } known)
                outcomes[entry.Key] = known;
            else if (byKey[entry.Key].FirstOrDefault(move => move.Says(entry.Entry)) is { } draft)
                found.Add(new(entry, draft));
        }
        return found;
    }

    /// <summary>What is known of an entry from what is held; null when it is to be written, or its draft to be posted.</summary>
    static WriteOutcome? Outcome(EntryToWrite entry, IReadOnlyList<TrytonMove> held, ILookup<int, TrytonMove> made)
    {
        var posted = held.Where(move => move.IsPosted).ToList();
        var documents = posted.Select(move => move.InTheBooks([.. made[move.Id]])).OfType<PlatformDocument>().ToList();
        return documents.Count switch
        {
            1 => new WriteOutcome.AlreadyThere(documents[0]),
            > 1 => new WriteOutcome.Unknown($"{documents.Count} moves bear {entry.Key}."),
            _ when posted.Count > 0 => new WriteOutcome.Refused(TrytonReading.Cancelled(posted[0], made)),
            _ when held.Count > 0 && !held.Any(move => move.Says(entry.Entry)) => new WriteOutcome.Refused(
                $"Somebody changed the draft {held[0].Number} that bears {entry.Key}: delete it there, or post it if it is right."
            ),
            _ => null,
        };
    }

    /// <summary>One call for all; where Tryton refuses it, nothing of it is posted, and each half is tried by itself.</summary>
    async Task Post(
        IReadOnlyList<TrytonDraft> ready,
        TrytonBooks books,
        List<TrytonDraft> posted,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        if (ready.Count == 0)
            return;
        var before = ready.Min(draft => draft.Entry.SendBefore);
        var reply = await calls.Do("model.account.move.post", [TrytonDraft.Ids(ready), TrytonDraft.Unchanged(ready, books)], before, stop);
        if (reply is TrytonReply.Answered)
            posted.AddRange(ready);
        else if (reply is TrytonReply.Refused && ready.Count > 1)
        {
            var half = ready.Count / 2;
            await Post([.. ready.Take(half)], books, posted, outcomes, stop);
            await Post([.. ready.Skip(half)], books, posted, outcomes, stop);
        }
        else
            foreach (var draft in ready)
                outcomes[draft.Entry.Key] = reply is TrytonReply.Refused(var fault)
                    ? await NotPosted(draft, fault, books, stop)
                    : TrytonReplies.PerhapsWritten(reply, "The draft was not posted");
    }

    /// <summary>Somebody else may have posted it, or be changing it; else it is taken back.</summary>
    async Task<WriteOutcome> NotPosted(TrytonDraft draft, TrytonFault fault, TrytonBooks books, CancellationToken stop)
    {
        var (now, failure) = await reading.ByIds([draft.Move.Id], books, stop);
        return now is null ? new WriteOutcome.Unknown($"{fault.Text} Looking after it failed: {TrytonReplies.Reason(failure!)}")
            : now is [{ IsPosted: true } move] ? new WriteOutcome.AlreadyThere(move.InTheBooks([])!)
            : fault.IsRace || now.Count == 0 ? new WriteOutcome.Unavailable($"Somebody is at the draft {draft.Move.Number}: {fault.Text}")
            : await drafts.Withdraw(draft, fault.Text, books, stop);
    }

    async Task ReadBack(IReadOnlyList<TrytonDraft> posted, TrytonBooks books, Dictionary<string, WriteOutcome> outcomes, CancellationToken stop)
    {
        if (posted.Count == 0)
            return;
        var (moves, failure) = await reading.ByIds(posted.Select(draft => draft.Move.Id), books, stop);
        foreach (var draft in posted)
            outcomes[draft.Entry.Key] =
                moves is null ? new WriteOutcome.Unknown($"It was posted, but not read back: {TrytonReplies.Reason(failure!)}")
                : moves.FirstOrDefault(move => move.Id == draft.Move.Id)?.InTheBooks([]) is { } document ? new WriteOutcome.Created(document)
                : new WriteOutcome.Unknown($"Tryton says that move {draft.Move.Number} is posted, and does not show it.");
    }
}
