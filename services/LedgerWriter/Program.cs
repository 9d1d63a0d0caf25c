using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Audit;
using AccountingSync.LedgerWriter.Periods;
using AccountingSync.LedgerWriter.PostEntries;
using AccountingSync.LedgerWriter.ReadLedger;
using AccountingSync.LedgerWriter.ReverseEntry;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.ServiceDefaults;

const string service = "ledger-writer";
var builder = WebApplication.CreateBuilder(args);
if (MigrateCommand.IsAsked(args))
    return await MigrateCommand.Run(builder.Configuration, "ledger", [typeof(Database).Assembly, typeof(Outbox).Assembly, typeof(Program).Assembly]);

builder.AddServiceDefaults(service);
builder.AddPostgres(service);
builder.AddMessaging(
    service,
    messaging =>
        messaging
            .Read<PostJournalEntriesConsumer, PostJournalEntries, EntryToPost>(Queues.LedgerWriter, apart: Apart.Urgent)
            .Read<ReverseJournalEntriesConsumer, ReverseJournalEntries, EntryToReverse>(Queues.LedgerWriter, apart: Apart.Urgent)
            .Read<PostWaitingEntriesConsumer, PostWaitingEntries, PeriodToPost>(Queues.LedgerWriter)
            .Read<TellPostingsConsumer, TellPostings, PostingsToTell>(Queues.LedgerWriter)
);
builder.Services.AddHostedService<Sealer>();

var app = builder.Build();
app.UseServiceDefaults();
LedgerRoutes.Map(app);
await app.RunAsync();
return 0;
