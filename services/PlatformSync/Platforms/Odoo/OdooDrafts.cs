using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>An entry and the draft that stands for it.</summary>
sealed record OdooDraft(EntryToWrite Entry, OdooMove Move);

/// <summary>Makes drafts of entries. Nothing here puts anything into the books.</summary>
sealed class OdooDrafts(OdooCalls calls, OdooReading reading, OdooWithdrawal withdrawal)
{
    const string Moves = "account.move";

    /// <summary>A draft for each entry, which says what was sent; where there is none, the outcome says why.</summary>
    /// <param name="json">The move of an entry.</param>
    public async Task<IReadOnlyList<OdooDraft>> Make(
        IReadOnlyList<EntryToWrite> entries,
        OdooBooks books,
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
        var drafts = new List<OdooDraft>();
        foreach (var entry in made)
        {
            if (moves is null)
                outcomes[entry.Key] = OdooReplies.NothingWritten(failure!, "The draft could not be read back");
            else if (moves.FirstOrDefault(move => move.Key == entry.Key) is not { } move)
                outcomes[entry.Key] = new WriteOutcome.Unavailable($"The draft of {entry.Key} is gone again.");
            else if (move.Says(entry.Entry))
                drafts.Add(new(entry, move));
            else
                outcomes[entry.Key] = await withdrawal.Withdraw(
                    new(entry, move),
                    $"Odoo made something else of it than was sent: {move.Text()}.",
                    books,
                    stop
                );
        }
        return drafts;
    }

    /// <summary>One call for all; where Odoo refuses it, nothing of it is done, and each half is tried by itself.</summary>
    async Task Create(
        IReadOnlyList<EntryToWrite> entries,
        OdooBooks books,
        Func<EntryToWrite, JsonObject> json,
        List<int> ids,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        if (entries.Count == 0)
            return;
        var before = entries.Min(entry => entry.SendBefore);
        var reply = await calls.Do(OdooCall.Create(Moves, [.. entries.Select(json)], books.Context), before, stop);
        if (reply is OdooReply.Answered(var answer) && OdooJson.Ids(answer) is { } made && made.Count == entries.Count)
            ids.AddRange(made);
        else if (reply is OdooReply.Refused(var no) && entries.Count > 1 && (!no.IsMishap || await NothingWasMade(entries, books, stop)))
        {
            var half = entries.Count / 2;
            await Create([.. entries.Take(half)], books, json, ids, outcomes, stop);
            await Create([.. entries.Skip(half)], books, json, ids, outcomes, stop);
        }
        else
            foreach (var entry in entries)
                outcomes[entry.Key] = reply switch
                {
                    OdooReply.Refused({ IsMishap: false } fault) => await withdrawal.Refusal(entry, fault.Text, stop),
                    OdooReply.Answered => new WriteOutcome.Unknown("Odoo answered with something that is no list of moves."),
                    // A draft that was made though nobody heard of it is found before another is made.
                    _ => OdooReplies.PerhapsWritten(reply, "No draft was made"),
                };
    }

    /// <summary>A module that failed may have committed what was done before it did.</summary>
    async Task<bool> NothingWasMade(IReadOnlyList<EntryToWrite> entries, OdooBooks books, CancellationToken stop)
    {
        var (held, _) = await reading.ByKeys(entries.Select(entry => entry.Key), books, stop);
        return held is { Moves.Count: 0 };
    }
}
