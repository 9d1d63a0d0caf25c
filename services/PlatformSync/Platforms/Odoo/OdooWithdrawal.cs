using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>Takes moves away again: drafts, so that nobody posts them, and out of the books what was posted as something else than was sent.</summary>
sealed class OdooWithdrawal(OdooCalls calls, OdooCompany company)
{
    const string Moves = "account.move";

    /// <summary>Deletes a draft that never was posted.</summary>
    /// <param name="why">Why its entry is not written.</param>
    public async Task<WriteOutcome> Withdraw(OdooDraft draft, string why, OdooBooks books, CancellationToken stop) =>
        await Refusal(draft.Entry, why + await Delete(draft, books, stop), stop);

    /// <summary>Deletes a draft that never was posted.</summary>
    /// <returns>What people must know of it; empty when it is gone.</returns>
    public async Task<string> Delete(OdooDraft draft, OdooBooks books, CancellationToken stop)
    {
        var reply = await Call("unlink", [draft], books, stop);
        return reply is OdooReply.Answered ? "" : StillThere(draft.Move, reply);
    }

    /// <summary>Takes these out of the books again, together: of numbered moves Odoo deletes the last ones of a journal only. Where that does not go
    /// (a journal may be secured), one stays, and what it says is found as an edit.</summary>
    /// <param name="posted">With their moves as they were posted.</param>
    public async Task TakeBack(IReadOnlyList<OdooDraft> posted, OdooBooks books, Dictionary<string, WriteOutcome> outcomes, CancellationToken stop)
    {
        var drafts = new List<OdooDraft>();
        await ToDraft(posted, books, drafts, outcomes, stop);
        if (drafts.Count == 0)
            return;
        var left = await Remove(drafts, books, stop);
        var (now, _) = await company.Get(TimeSpan.Zero, stop);
        foreach (var draft in drafts)
            outcomes[draft.Entry.Key] = Refusal(
                draft.Entry,
                $"Odoo posted something else than was sent, and it was taken back: {draft.Move.Text()}.{left(draft.Move)}",
                now
            );
    }

    /// <summary>What a refusal comes to: the day may have been locked since that was read.</summary>
    public async Task<WriteOutcome> Refusal(EntryToWrite entry, string why, CancellationToken stop)
    {
        var (now, _) = await company.Get(TimeSpan.Zero, stop);
        return Refusal(entry, why, now);
    }

    static WriteOutcome Refusal(EntryToWrite entry, string why, OdooBooks? now) =>
        now?.IsLocked(entry.Entry.Date) == true ? new WriteOutcome.ClosedPeriod($"{now.WhyLocked} {why}") : new WriteOutcome.Refused(why);

    /// <summary>One call for all; where Odoo refuses it, each half is tried by itself. What stays posted has its outcome.</summary>
    async Task ToDraft(
        IReadOnlyList<OdooDraft> posted,
        OdooBooks books,
        List<OdooDraft> drafts,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        if (posted.Count == 0)
            return;
        var reply = await Call("button_draft", posted, books, stop);
        if (reply is OdooReply.Answered)
            drafts.AddRange(posted);
        else if (reply is OdooReply.Refused && posted.Count > 1)
        {
            var half = posted.Count / 2;
            await ToDraft([.. posted.Take(half)], books, drafts, outcomes, stop);
            await ToDraft([.. posted.Skip(half)], books, drafts, outcomes, stop);
        }
        else
            foreach (var (entry, move) in posted)
                outcomes[entry.Key] = OdooReplies.IsOpen(reply)
                    ? new WriteOutcome.Unknown($"It was posted as something else ({move.Text()}), to be taken back: {OdooReplies.Reason(reply)}")
                    : new WriteOutcome.Created(move.InTheBooks([])!);
    }

    /// <summary>Odoo keeps what was posted once where others have later numbers, or where it keeps an audit trail. That is cancelled, so that nobody
    /// posts it with all other drafts, and loses our key, so that its entry can be written again.</summary>
    /// <returns>What people must know of each; empty when it is gone.</returns>
    async Task<Func<OdooMove, string>> Remove(IReadOnlyList<OdooDraft> drafts, OdooBooks books, CancellationToken stop)
    {
        var deleted = await Call("unlink", drafts, books, stop);
        if (deleted is OdooReply.Answered)
            return _ => "";
        if (
            deleted is OdooReply.Refused
            && await Call("button_cancel", drafts, books, stop) is OdooReply.Answered
            && await Call("write", drafts, books, stop, new() { ["vals"] = new JsonObject { ["ref"] = false } }) is OdooReply.Answered
        )
            return move => $" {move.Words} is cancelled and has our key no more, because it could not be deleted: {OdooReplies.Reason(deleted)}";
        return move => StillThere(move, deleted);
    }

    static string StillThere(OdooMove move, OdooReply reply) => $" Its draft {move.Words} is still there: {OdooReplies.Reason(reply)}";

    Task<OdooReply> Call(string method, IReadOnlyList<OdooDraft> drafts, OdooBooks books, CancellationToken stop, JsonObject? arguments = null)
    {
        var call = OdooCall.On(Moves, method, drafts.Select(draft => draft.Move.Id), books.Context);
        return calls.Do(arguments is null ? call : call with { Arguments = arguments }, drafts.Min(draft => draft.Entry.SendBefore), stop);
    }
}
