using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.ServiceDefaults;
using AccountingSync.Transformation.GiveBack;
using AccountingSync.Transformation.Held;
using AccountingSync.Transformation.MapTransactions;
using AccountingSync.Transformation.Prove;
using AccountingSync.Transformation.RuleSets;

const string service = "transformation";
var builder = WebApplication.CreateBuilder(args);
if (MigrateCommand.IsAsked(args))
    return await MigrateCommand.Run(builder.Configuration, service, [typeof(Database).Assembly, typeof(Outbox).Assembly, typeof(Program).Assembly]);

builder.AddServiceDefaults(service);
builder.AddPostgres(service);
builder.AddDataKeys();
builder.AddMessaging(
    service,
    messaging =>
        messaging
            .Read<MapTransactionsConsumer, SourceTransactionsReceived, ReceivedTransaction>(Queues.Transformation, apart: Apart.Urgent)
            .Read<ReverseOriginalsConsumer, OriginalsBrought, BroughtOriginal>(Queues.Transformation, maxItems: 200, apart: Apart.Urgent)
);
builder.Services.AddSingleton<RuleBooks>();
builder.Services.AddSingleton<ExaminedSets>();
builder.Services.AddSingleton<HeldStore>();
builder.Services.AddSingleton<Publication>();
builder.Services.AddHostedService<HeldGauge>();

var app = builder.Build();
app.UseServiceDefaults();
var routes = app.MapInternal();
RuleSetRoutes.Map(routes);
HeldRoutes.Map(routes);
ProveRoute.Map(routes);
GivenBackRoute.Map(routes);
StandingRoute.Map(routes);
PreviewRoute.Map(routes);
ExplainRoute.Map(routes);
routes.MapDataKeys();
routes.MapDeadLetters(Queues.Transformation);
await app.RunAsync();
return 0;
