using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.DetectChanges;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.PlatformSync.ReadPushes;
using AccountingSync.PlatformSync.ResolveOutcome;
using AccountingSync.PlatformSync.Summaries;
using AccountingSync.Postgres;
using AccountingSync.ServiceDefaults;

const string service = "platform-sync";
var builder = WebApplication.CreateBuilder(args);
if (MigrateCommand.IsAsked(args))
    return await MigrateCommand.Run(
        builder.Configuration,
        "platform",
        [typeof(Database).Assembly, typeof(Outbox).Assembly, typeof(Program).Assembly]
    );

builder.AddServiceDefaults(service);
builder.AddPostgres(service);
builder.AddDataKeys();
builder.AddMessaging(
    service,
    messaging =>
        messaging
            .Read<EnqueuePushesConsumer, JournalEntriesPosted, PostedEntry>(Queues.PlatformSync, apart: Apart.NotUrgent)
            .Read<GatherPayoutsConsumer, PayoutsAsserted, AssertedPayout>(Queues.PlatformSync)
            .Read<LookUpPushConsumer>(Queues.PlatformSync)
            .Read<RetryPushConsumer>(Queues.PlatformSync)
            .Read<ParkPushConsumer>(Queues.PlatformSync)
            .Run<PushOutcomeStateMachine, PushOutcomeState>(Queues.PushOutcomes)
);

var services = builder.Services;
services.AddSingleton<ConnectionStore>();
services.AddSingleton<VendorSignIn>();
services.AddSingleton<PlatformFactory>();
services.AddSingleton<ConnectionTurns>();
services.AddSingleton<PushWorker>();
services.AddHostedService<PushWorkers>();
services.AddHostedService<WaitingTeller>();
services.AddHostedService<ChangeWatcher>();
services.AddSingleton<MakeSummary>();
services.AddHostedService<SummaryMaker>();

var app = builder.Build();
app.UseServiceDefaults();
PushRoutes.Map(app);
await app.RunAsync();
return 0;
