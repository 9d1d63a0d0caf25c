using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Messaging;

namespace AccountingSync.Integration.Tests.Transformation;

/// <summary>Who hears what Transformation decides, in the place of the ledger and of Reconciliation.</summary>
static class Witnesses
{
    public static async Task Of(PostOffice office)
    {
        await office.Start(
            Queues.LedgerWriter,
            reads =>
                reads
                    .Read<EnvelopeWitness<PostJournalEntries, EntryToPost>, PostJournalEntries, EntryToPost>(Queues.LedgerWriter)
                    .Read<EnvelopeWitness<ReverseJournalEntries, EntryToReverse>, ReverseJournalEntries, EntryToReverse>(Queues.LedgerWriter)
        );
        await office.Start(
            Queues.Reconciliation,
            reads =>
                reads
                    .Read<EnvelopeWitness<SourceTransactionsReceived, ReceivedTransaction>, SourceTransactionsReceived, ReceivedTransaction>(
                        Queues.Reconciliation
                    )
                    .Read<EnvelopeWitness<SourceTransactionsHeld, HeldTransaction>, SourceTransactionsHeld, HeldTransaction>(Queues.Reconciliation)
                    .Read<EnvelopeWitness<GivenBackCompared, ComparedGivenBack>, GivenBackCompared, ComparedGivenBack>(Queues.Reconciliation)
                    .Read<EnvelopeWitness<SourceTransactionsSuperseded, SupersededTransaction>, SourceTransactionsSuperseded, SupersededTransaction>(
                        Queues.Reconciliation
                    )
        );
    }
}
