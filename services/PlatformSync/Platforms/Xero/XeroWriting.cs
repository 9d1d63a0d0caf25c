using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>Sends entries whose accounts are resolved, as many in a call as its size allows.</summary>
sealed class XeroWriting(XeroCalls calls, XeroReading reading)
{
    sealed record Sendable(EntryToWrite Entry, byte[] Json);

    /// <summary>One outcome per entry, in order.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> Write(
        IReadOnlyList<EntryToWrite> entries,
        XeroBooks books,
        Func<string, string> accountId,
        CancellationToken stop
    )
    {
        var outcomes = new Dictionary<string, WriteOutcome>(StringComparer.Ordinal);
        var batch = new List<Sendable>();
        var size = 0;
        foreach (var entry in entries)
        {
            var json = XeroEntry.Write(entry, accountId);
            if (json.Length > XeroEntry.MostBytes)
            {
                outcomes[entry.Key] = TooLong(entry, json.Length);
                continue;
            }
            if (size + json.Length > XeroEntry.MostBytes)
            {
                await Send(batch, books, outcomes, stop);
                (batch, size) = ([], 0);
            }
            batch.Add(new(entry, json));
            size += json.Length;
        }
        await Send(batch, books, outcomes, stop);
        return [.. entries.Select(entry => outcomes[entry.Key])];
    }

    async Task Send(List<Sendable> batch, XeroBooks books, Dictionary<string, WriteOutcome> outcomes, CancellationToken stop)
    {
        if (batch.Count == 0)
            return;
        var reply = await Put(batch, stop);
        // The call as a whole was refused, and nothing of it done: perhaps for one journal that it could not even read.
        if (reply is XeroReply.Refused({ IsUsedKey: false }) && batch.Count > 1)
        {
            foreach (var one in batch)
            {
                // What stops one call stops the next.
                var last = outcomes.Values.LastOrDefault();
                if (last is WriteOutcome.Throttled or WriteOutcome.Unavailable or WriteOutcome.SignInNeeded)
                    outcomes[one.Entry.Key] = last;
                else
                    await Send([one], books, outcomes, stop);
            }
            return;
        }
        var elements = reply is XeroReply.Answered(var body) ? ByKey(body) : null;
        foreach (var (entry, _) in batch)
            outcomes[entry.Key] = elements is null ? NoAnswer(reply) : Outcome(entry, elements, books);
    }

    async Task<XeroReply> Put(List<Sendable> batch, CancellationToken stop)
    {
        using var body = new MemoryStream();
        body.Write("{\"ManualJournals\":["u8);
        for (var i = 0; i < batch.Count; i++)
        {
            if (i > 0)
                body.WriteByte((byte)',');
            body.Write(batch[i].Json);
        }
        body.Write("]}"u8);
        var before = batch.Min(one => one.Entry.SendBefore);
        return await calls.Put("ManualJournals?summarizeErrors=false", body.ToArray(), IdempotencyKey(batch), before, stop);
    }

    /// <summary>What the answer says about the entry. What it says nothing readable about may be there.</summary>
    WriteOutcome Outcome(EntryToWrite entry, ILookup<string, JsonElement> elements, XeroBooks books) =>
        elements[entry.Key].ToList() is not [var element] ? new WriteOutcome.Unknown($"Xero said nothing about {entry.Key}.")
        : XeroFault.InElement(element) is { } fault ? fault.ToOutcome()
        : !reading.TryRead(element, books, out var journal) ? new WriteOutcome.Unknown($"Xero said nothing readable about {entry.Key}.")
        : journal.Status != XeroDocument.Posted ? new WriteOutcome.Unknown($"Xero holds {entry.Key} as {journal.Status}, not posted.")
        : new WriteOutcome.Created(journal.Document);

    static ILookup<string, JsonElement>? ByKey(JsonElement answer) =>
        VendorJson.List(answer, "ManualJournals")?.ToLookup(element => VendorJson.Text(element, "Narration") ?? "", StringComparer.Ordinal);

    static WriteOutcome NoAnswer(XeroReply reply) =>
        reply switch
        {
            XeroReply.Refused(var fault) => fault.ToOutcome(),
            XeroReply.Throttled(var after) => new WriteOutcome.Throttled(after),
            XeroReply.NotSent(var reason) => new WriteOutcome.Unavailable(reason),
            XeroReply.SignInNeeded(var reason, _) => new WriteOutcome.SignInNeeded(reason),
            XeroReply.Unclear(var reason) => new WriteOutcome.Unknown(reason),
            XeroReply.Answered => new WriteOutcome.Unknown("Xero answered with something that is no list of journals."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static WriteOutcome.Refused TooLong(EntryToWrite entry, int length) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The entry has {entry.Entry.Lines.Count} lines, {length} bytes as a journal; Xero takes {XeroEntry.MostBytes} in a call. "
            ) + "Have fewer lines summed up in a document: smaller groups, or shorter memos."
        );

    // At most 128 characters: the same for the same attempts in the same order, and for nothing else.
    static string IdempotencyKey(List<Sendable> batch) =>
        batch is [var one]
            ? Attempt(one)
            : "B" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', batch.Select(Attempt)))));

    static string Attempt(Sendable one) => string.Create(CultureInfo.InvariantCulture, $"{one.Entry.Key}-{one.Entry.Generation}");
}
