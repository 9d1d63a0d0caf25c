using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation;
using AccountingSync.Reconciliation.Accounts;
using AccountingSync.Reconciliation.Collect;
using AccountingSync.Reconciliation.Controls;
using AccountingSync.Reconciliation.Match;
using AccountingSync.Reconciliation.Payouts;
using AccountingSync.Reconciliation.Report;
using AccountingSync.ServiceDefaults;

const string service = "reconciliation";
var builder = WebApplication.CreateBuilder(args);
if (MigrateCommand.IsAsked(args))
    return await MigrateCommand.Run(builder.Configuration, service, [typeof(Database).Assembly, typeof(Outbox).Assembly, typeof(Program).Assembly]);

builder.AddServiceDefaults(service);
builder.AddPostgres(service);
builder.AddMessaging(
    service,
    messaging =>
        messaging
            .Read<CollectReceivedConsumer, SourceTransactionsReceived, ReceivedTransaction>(Queues.Reconciliation, apart: Apart.NotUrgent)
            .Read<CollectHeldConsumer, SourceTransactionsHeld, HeldTransaction>(Queues.Reconciliation)
            .Read<CollectComparedConsumer, GivenBackCompared, ComparedGivenBack>(Queues.Reconciliation)
            .Read<CollectSupersededConsumer, SourceTransactionsSuperseded, SupersededTransaction>(Queues.Reconciliation)
            .Read<CollectPostedConsumer, JournalEntriesPosted, PostedEntry>(Queues.Reconciliation, apart: Apart.NotUrgent)
            .Read<CollectRejectedConsumer, JournalEntriesRejected, RejectedEntry>(Queues.Reconciliation)
            .Read<CollectWrittenConsumer, PlatformEntriesWritten, WrittenEntry>(Queues.Reconciliation, apart: Apart.NotUrgent)
            .Read<CollectRefusedConsumer, PlatformEntriesRefused, RefusedEntry>(Queues.Reconciliation)
            .Read<CollectChangedConsumer, PlatformEntriesChanged, ChangedEntry>(Queues.Reconciliation)
            .Read<CollectAssertedConsumer, PayoutsAsserted, AssertedPayout>(Queues.Reconciliation)
            .Read<JudgePayoutsConsumer, PostingsTold, ToldPostings>(Queues.Reconciliation)
            .Read<CollectBalancesConsumer, BalancesTold, ToldBalance>(Queues.Reconciliation)
            .Read<CollectMovementsConsumer, MovementsTold, ToldMovement>(Queues.Reconciliation)
            .Read<CollectRefilledConsumer, TransactionsRefilled, RefilledTransaction>(Queues.Reconciliation)
            .Read<CollectSummarisedConsumer, EntriesSummarised, SummarisedEntry>(Queues.Reconciliation, apart: Apart.NotUrgent)
            .Read<CollectSummariesConsumer, SummariesMade, MadeSummary>(Queues.Reconciliation)
            .Read<CollectCorrectionsConsumer>(Queues.Reconciliation)
            .Read<CollectConnectionsConsumer, PlatformConnectionsChanged, ConnectionState>(Queues.Reconciliation)
            .Read<CollectWaitingConsumer, PushesWaiting, WaitingConnection>(Queues.Reconciliation)
);
builder.Services.AddSingleton(ReconciliationOptions.From(builder.Configuration));
builder.Services.AddSingleton<OpenDiscrepancies>();
builder.Services.AddSingleton<Reconciler>();
builder.Services.AddHostedService<ContinuousReconciliation>();

var app = builder.Build();
app.UseServiceDefaults();
ReconciliationRoutes.Map(app);
await app.RunAsync();
return 0;
