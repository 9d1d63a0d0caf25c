using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Mollie;
using AccountingSync.Ingestion.Sources.OwnSystems;
using AccountingSync.Ingestion.Sources.Shopify;
using AccountingSync.Ingestion.Sources.Stripe;
using AccountingSync.Messaging;

namespace AccountingSync.Ingestion.CorrectSources;

static class CorrectionSetup
{
    /// <summary>Attempts at the same time, which mostly wait for a source's answer.</summary>
    public const int AtOnce = 6;

    public static void AddCorrections(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(CorrectionSettings.From(builder.Configuration));
        services.AddSingleton<ISourceCorrections, StripeCorrections>();
        services.AddSingleton<ISourceCorrections, MollieCorrections>();
        services.AddSingleton<ISourceCorrections, ShopifyCorrections>();
        services.AddSingleton<ISourceCorrections, CallbackCorrections>();
        services.AddSingleton<ISourceCorrections, ToldByQueue>();
        services.AddSingleton<OutsideExchange>();
        services.AddSingleton<CorrectionContent>();
        services.AddSingleton<CorrectionQueries>();
        services.AddSingleton<CorrectionDesk>();
        services.AddSingleton<CorrectionEnding>();
        services.AddSingleton<SlowSources>();
        services.AddHostedService<CorrectionAnswersQueue>();
    }
}
