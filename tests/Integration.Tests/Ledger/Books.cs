using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LedgerWriter.Audit;
using AccountingSync.Messaging;

namespace AccountingSync.Integration.Tests.Ledger;

/// <summary>A running ledger with somebody who sends to it and somebody who hears what it says.</summary>
sealed class Books(PostOffice office, RunningService service, TestService sender) : IAsyncDisposable
{
    public const string Role = "ledger_writer";

    public PostOffice Office => office;
    public RunningService Service => service;

    public static async Task<Books> Open(string name, IReadOnlyDictionary<string, string>? settings = null)
    {
        var office = await PostOffice.Open(name);
        var service = await office.Start(typeof(AuditReport), "ledger", Role, settings);
        await office.Start(
            Queues.Reconciliation,
            reads =>
                reads
                    .Read<EnvelopeWitness<JournalEntriesPosted, PostedEntry>, JournalEntriesPosted, PostedEntry>(Queues.Reconciliation)
                    .Read<EnvelopeWitness<JournalEntriesRejected, RejectedEntry>, JournalEntriesRejected, RejectedEntry>(Queues.Reconciliation)
                    .Read<EnvelopeWitness<SourceTransactionsHeld, HeldTransaction>, SourceTransactionsHeld, HeldTransaction>(Queues.Reconciliation)
                    .Read<EnvelopeWitness<PostingsTold, ToldPostings>, PostingsTold, ToldPostings>(Queues.Reconciliation)
        );
        return new Books(office, service, await office.Start(Queues.Transformation));
    }

    public static EntryToPost Entry(
        string organisation,
        string id,
        decimal amount = 10m,
        int revision = 1,
        DateOnly? date = null,
        string currency = "USD",
        string? memo = null
    ) =>
        new()
        {
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Entry = new JournalEntryData
            {
                EntryId = EntryId.For(organisation, "front-shop", id, revision, EntryPart.Entry),
                Source = "front-shop",
                TransactionId = id,
                Revision = revision,
                Part = EntryPart.Entry,
                Date = date ?? new DateOnly(2026, 1, 31),
                Description = $"sale {id}",
                RuleSet = "retail",
                RuleVersion = 1,
                Rule = "sale",
                RuleHash = "3f2a",
                Lines =
                [
                    new JournalLineData("assets:cash", currency, amount) { Memo = memo },
                    new JournalLineData("income:sales", currency, -amount),
                ],
            },
        };

    public static EntryToReverse Reversal(string organisation, string id, string reason = "changed") =>
        new()
        {
            ReceivedAt = DateTimeOffset.UnixEpoch,
            EntryId = EntryId.For(organisation, "front-shop", id, 1, EntryPart.Entry),
            Reason = reason,
        };

    /// <summary>One envelope.</summary>
    public Task Post(string organisation, params EntryToPost[] entries) => Post([Envelope(organisation, entries)]);

    public Task Post(params PostJournalEntries[] envelopes) => sender.Send(envelopes);

    public static PostJournalEntries Envelope(string organisation, params EntryToPost[] entries) =>
        new() { Organisation = organisation, Items = entries };

    public Task Reverse(string organisation, params EntryToReverse[] reversals) =>
        sender.Send(new ReverseJournalEntries { Organisation = organisation, Items = reversals });

    public Task Ask(string organisation, params PostingsToTell[] questions) =>
        sender.Send(new TellPostings { Organisation = organisation, Items = questions });

    /// <summary>Until the ledger has taken all that was sent, and its news was heard.</summary>
    public async Task Settled()
    {
        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_transformation.outbox"), Is.Zero, "The ledger's receipts");
        await Eventually.That(
            () => office.Read<long>("SELECT count(*) FROM ledger.outbox WHERE 'reconciliation' = ANY (awaiting)"),
            Is.Zero,
            "The receipts of the ledger's news"
        );
    }

    public Task<long> Count(string organisation) => office.Read<long>($"SELECT count(*) FROM ledger.entries WHERE organisation = '{organisation}'");

    public Task<long> Heard(string message, string organisation) =>
        office.Read<long>($"SELECT count(*) FROM test_reconciliation.seen WHERE message = '{message}' AND organisation = '{organisation}'");

    public async Task<IReadOnlyList<string>> Reasons(string organisation)
    {
        await using var command = office.Owner.CreateCommand(
            $"SELECT item ->> 'Reason' FROM test_reconciliation.seen WHERE message = 'JournalEntriesRejected' AND organisation = '{organisation}' ORDER BY 1"
        );
        await using var reader = await command.ExecuteReaderAsync();
        var reasons = new List<string>();
        while (await reader.ReadAsync())
            reasons.Add(reader.GetString(0));
        return reasons;
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();
}
