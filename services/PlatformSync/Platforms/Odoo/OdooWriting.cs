using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>Brings entries into the books in two steps: drafts, which are compared with what was sent, and their posting, after which they are compared
/// again. Before either it is looked whether the company holds the keys, because Odoo has no idempotency key of its own.</summary>
/// <remarks>A draft that an earlier attempt left is posted instead of a new one. So an attempt that was cut off between the steps leaves nothing
/// in the books, and an attempt that was repeated too early leaves a draft, not a second entry.</remarks>
sealed class OdooWriting(OdooCalls calls, OdooReading reading, OdooDrafts drafts, OdooWithdrawal withdrawal)
{
    /// <summary>Adds one outcome for each entry.</summary>
    /// <param name="refusals">What is known already of entries that are not to be written, unless they are in the books: an earlier attempt may have
    /// left their drafts.</param>
    /// <param name="json">The move of an entry.</param>
    public async Task Write(
        IReadOnlyList<EntryToWrite> entries,
        IReadOnlyDictionary<string, WriteOutcome> refusals,
        OdooBooks books,
        Func<EntryToWrite, JsonObject> json,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        if (entries.Count == 0)
            return;
        if (await FindHeld(entries, books, outcomes, stop) is not { } found)
            return;
        foreach (var entry in entries.Where(entry => refusals.ContainsKey(entry.Key) && !outcomes.ContainsKey(entry.Key)))
        {
            var left = found.FirstOrDefault(draft => draft.Entry.Key == entry.Key) is { } draft ? await withdrawal.Delete(draft, books, stop) : "";
            outcomes[entry.Key] = Saying(refusals[entry.Key], left);
        }
        var missing = entries.Where(entry => !outcomes.ContainsKey(entry.Key) && found.All(draft => draft.Entry.Key != entry.Key)).ToList();
        IReadOnlyList<OdooDraft> ready =
        [
            .. found.Where(draft => !refusals.ContainsKey(draft.Entry.Key)),
            .. await drafts.Make(missing, books, json, outcomes, stop),
        ];
        var posted = new List<OdooDraft>();
        await Post(ready, books, posted, outcomes, stop);
        await ReadBack(posted, books, outcomes, stop);
    }

    /// <summary>The drafts that earlier attempts left, after an outcome for each entry that is posted already. Null when it could not be looked,
    /// and each entry has its outcome.</summary>
    async Task<IReadOnlyList<OdooDraft>?> FindHeld(
        IReadOnlyList<EntryToWrite> entries,
        OdooBooks books,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        var (held, failure) = await reading.ByKeys(entries.Select(entry => entry.Key), books, stop);
        if (held is null)
        {
            foreach (var entry in entries)
                outcomes[entry.Key] = OdooReplies.NothingWritten(failure!, "It could not be looked whether Odoo holds it already");
            return null;
        }
        var found = new List<OdooDraft>();
        foreach (var entry in entries)
        {
            if (Outcome(entry, held) is { } known)
                outcomes[entry.Key] = known;
            else if (held.Of(entry.Key).FirstOrDefault(move => move.Says(entry.Entry)) is { } draft)
                found.Add(new(entry, draft));
        }
        return found;
    }

    /// <summary>What is known of an entry from what is held; null when it is to be written, or its draft to be posted.</summary>
    static WriteOutcome? Outcome(EntryToWrite entry, OdooHeld held)
    {
        var (ours, documents) = (held.Of(entry.Key), held.Documents(entry.Key));
        return documents.Count switch
        {
            1 => new WriteOutcome.AlreadyThere(documents[0]),
            > 1 => new WriteOutcome.Unknown($"{documents.Count} moves bear {entry.Key}."),
            _ when ours.Any(move => !move.IsBegun) => new WriteOutcome.Refused(held.TakenOut(entry.Key)),
            _ when ours.Count > 0 && !ours.Any(move => move.Says(entry.Entry)) => new WriteOutcome.Refused(
                $"Somebody changed the draft {ours[0].Words} that bears {entry.Key}, or an account was mapped anew since it was made: delete it there, "
                    + "or post it if it is right."
            ),
            _ => null,
        };
    }

    /// <summary>One call for all; where Odoo refuses it, nothing of it is posted, and each half is tried by itself.</summary>
    async Task Post(
        IReadOnlyList<OdooDraft> ready,
        OdooBooks books,
        List<OdooDraft> posted,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        if (ready.Count == 0)
            return;
        var before = ready.Min(draft => draft.Entry.SendBefore);
        var call = OdooCall.On("account.move", "action_post", ready.Select(draft => draft.Move.Id), books.Context);
        var reply = await calls.Do(call, before, stop);
        if (reply is OdooReply.Answered)
            posted.AddRange(ready);
        else if (reply is OdooReply.Refused && ready.Count > 1)
        {
            var half = ready.Count / 2;
            await Post([.. ready.Take(half)], books, posted, outcomes, stop);
            await Post([.. ready.Skip(half)], books, posted, outcomes, stop);
        }
        else
            foreach (var draft in ready)
                outcomes[draft.Entry.Key] = reply is OdooReply.Refused({ IsMishap: false } fault)
                    ? await NotPosted(draft, fault, books, stop)
                    : OdooReplies.PerhapsWritten(reply, "The draft was not posted");
    }

    /// <summary>Somebody else may have posted it, or deleted it; else it is taken back.</summary>
    async Task<WriteOutcome> NotPosted(OdooDraft draft, OdooFault fault, OdooBooks books, CancellationToken stop)
    {
        var (now, failure) = await reading.ByIds([draft.Move.Id], books, stop);
        return now is null ? new WriteOutcome.Unknown($"{fault.Text} Looking after it failed: {OdooReplies.Reason(failure!)}")
            : now is [{ IsPosted: true } move] ? new WriteOutcome.AlreadyThere(move.InTheBooks([])!)
            : now.Count == 0 ? new WriteOutcome.Unavailable($"Somebody deleted the draft {draft.Move.Words}: {fault.Text}")
            : await withdrawal.Withdraw(draft, fault.Text, books, stop);
    }

    /// <summary>Odoo says that all of these are posted. It may have moved one to a later day, because its own was locked meanwhile.</summary>
    async Task ReadBack(IReadOnlyList<OdooDraft> posted, OdooBooks books, Dictionary<string, WriteOutcome> outcomes, CancellationToken stop)
    {
        if (posted.Count == 0)
            return;
        var (moves, failure) = await reading.ByIds(posted.Select(draft => draft.Move.Id), books, stop);
        var others = new List<OdooDraft>();
        foreach (var draft in posted)
        {
            if (moves is null)
                outcomes[draft.Entry.Key] = new WriteOutcome.Unknown($"It was posted, but not read back: {OdooReplies.Reason(failure!)}");
            else if (moves.FirstOrDefault(move => move.Id == draft.Move.Id) is not { IsPosted: true } move)
                outcomes[draft.Entry.Key] = new WriteOutcome.Unknown(
                    $"Odoo says that the move {draft.Move.Words} is posted, and does not show it so."
                );
            else if (move.Says(draft.Entry.Entry))
                outcomes[draft.Entry.Key] = new WriteOutcome.Created(move.InTheBooks([])!);
            else
                others.Add(draft with { Move = move });
        }
        await withdrawal.TakeBack(others, books, outcomes, stop);
    }

    static WriteOutcome Saying(WriteOutcome refusal, string more) =>
        refusal switch
        {
            WriteOutcome.Refused(var reason) => new WriteOutcome.Refused(reason + more),
            WriteOutcome.ClosedPeriod(var reason) => new WriteOutcome.ClosedPeriod(reason + more),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
