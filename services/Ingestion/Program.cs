using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.ControlImport;
using AccountingSync.Ingestion.CorrectSources;
using AccountingSync.Ingestion.FetchObjects;
using AccountingSync.Ingestion.Pulls;
using AccountingSync.Ingestion.ReadContents;
using AccountingSync.Ingestion.ReadIngestion;
using AccountingSync.Ingestion.ReceiveFromQueue;
using AccountingSync.Ingestion.ReceiveImport;
using AccountingSync.Ingestion.ReceiveTransactions;
using AccountingSync.Ingestion.ReceiveWebhook;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Adyen;
using AccountingSync.Ingestion.Sources.Braintree;
using AccountingSync.Ingestion.Sources.Clover;
using AccountingSync.Ingestion.Sources.GoCardless;
using AccountingSync.Ingestion.Sources.Mollie;
using AccountingSync.Ingestion.Sources.PayPal;
using AccountingSync.Ingestion.Sources.Shopify;
using AccountingSync.Ingestion.Sources.Square;
using AccountingSync.Ingestion.Sources.Stripe;
using AccountingSync.Ingestion.Sources.Toast;
using AccountingSync.Ingestion.WatchFolders;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.ServiceDefaults;

const string service = "ingestion";
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
            .Read<FetchSourceObjectsConsumer, FetchSourceObjects, ObjectToFetch>(Queues.Ingestion, AcceptedNews.MaxFetches)
            .Read<BringOriginalsConsumer, BringOriginals, OriginalToBring>(Queues.Ingestion, maxItems: 200, apart: Apart.Urgent)
            .Read<CorrectSourceConsumer>(Queues.Ingestion)
            .Read<SendSourceCorrectionConsumer>(Queues.SourceCorrections, CorrectionSetup.AtOnce)
);

var services = builder.Services;
services.AddSingleton<Credentials>();
services.AddSingleton<Connections>();
services.AddSingleton<KnownOrganisations>();
services.AddSingleton<RequestLimits>();
services.AddSingleton<RefusalTally>();
services.AddSingleton<BacklogQuery>();
services.AddSingleton<Backlog>();
services.AddHostedService(provider => provider.GetRequiredService<Backlog>());
services.AddSingleton<ToldBefore>();
services.AddSingleton<AcceptBatch>();
services.AddSingleton<TransactionAcceptor>();
services.AddHostedService(provider => provider.GetRequiredService<TransactionAcceptor>());
services.AddHostedService<InboundQueue>();
services.AddSingleton<ISourceSystem, StripeSource>();
services.AddSingleton<ISourceSystem, SquareSource>();
services.AddSingleton<ISourceSystem, ShopifySource>();
services.AddSingleton<ISourceSystem, GoCardlessSource>();
services.AddSingleton<ISourceSystem, MollieSource>();
services.AddSingleton<ISourceSystem>(AdyenSource.CapturedAtOnce);
services.AddSingleton<ISourceSystem>(AdyenSource.CapturedSeparately);
services.AddSingleton<ISourceSystem, BraintreeSource>();
services.AddSingleton<ISourceSystem, CloverSource>();
foreach (var toast in ToastSource.All)
    services.AddSingleton<ISourceSystem>(toast);
services.AddSingleton<SourceApis>();
services.AddSingleton<ISourceObjects, StripeObjects>();
services.AddSingleton<ISourceObjects, GoCardlessObjects>();
services.AddSingleton<ISourceObjects, MollieObjects>();
services.AddSingleton<ISourceObjects, CloverObjects>();
services.AddSingleton<ISourceEvents, StripeEvents>();
services.AddSingleton<ISourceEvents, SquareEvents>();
services.AddSingleton<ISourceEvents, MollieEvents>();
services.AddSingleton<ISourceEvents, GoCardlessEvents>();
services.AddSingleton<PayPalTokens>();
services.AddSingleton<ISourceEvents, PayPalTransactions>();
services.AddSingleton<ISourceEvents, ShopifyOrders>();
services.AddSingleton<ISourceAccounts, StripeAccounts>();
services.AddSingleton<ISourceSystem, PayPalSource>();
services.AddSingleton(provider => new PayPalCertificates(provider.GetRequiredService<TimeProvider>()));
services.AddSingleton<ConnectionsQuery>();
services.AddSingleton<SourceOfFile>();
services.AddSingleton<ImportRuns>();
services.AddSingleton<PieceAcceptor>();
services.AddSingleton<LineImport>();
services.AddSingleton<FileImport>();
services.AddSingleton<FolderImport>();
services.AddHostedService<FolderWatch>();
services.AddSingleton<PayloadReader>();
services.AddSingleton<AcceptedContents>();
builder.AddPulls();
builder.AddCorrections();

var app = builder.Build();
app.UseServiceDefaults();
TransactionsRoute.Map(app);
WebhookRoute.Map(app);
HandshakeRoute.Map(app);
ImportRoute.Map(app);
ImportsRoutes.Map(app);
IngestionRoutes.Map(app);
await app.RunAsync();
return 0;
