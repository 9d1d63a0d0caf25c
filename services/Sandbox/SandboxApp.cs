using System.Text.Json;
using System.Text.Json.Serialization;
using AccountingSync.Sandbox.Census;
using AccountingSync.Sandbox.Faults;
using AccountingSync.Sandbox.Gateways;
using AccountingSync.Sandbox.Odoo;
using AccountingSync.Sandbox.QuickBooks;
using AccountingSync.Sandbox.QuickBooks.Tokens;
using AccountingSync.Sandbox.Stripe;
using AccountingSync.Sandbox.Tokens;
using AccountingSync.Sandbox.Xero;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AccountingSync.Sandbox;

/// <summary>Builds the sandbox: the vendors' paths, faults on demand, the census and the gateway player.</summary>
public static class SandboxApp
{
    /// <summary>Builds it without starting it. <paramref name="configure"/> may replace services, such as the clock.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Services.Configure<SandboxOptions>(builder.Configuration.GetSection("Sandbox"));
        builder.Services.AddHttpClient();
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        AddParts(builder.Services);
        configure?.Invoke(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);

        var app = builder.Build();
        app.Services.GetRequiredService<CensusReload>().Run();
        // A body that cannot be read is the sender's fault, and is answered as such in every environment.
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            }
        );
        Map(app);
        return app;
    }

    static void AddParts(IServiceCollection services)
    {
        services.AddSingleton<CensusFile>().AddSingleton<CensusReload>();
        services.AddSingleton<FaultSwitchboard>().AddSingleton<FaultyDoor>();
        services.AddSingleton<Companies>().AddSingleton<GatewayErrors>().AddSingleton<QuickBooksPaths>();
        services.AddSingleton(TokenTerms.QuickBooks).AddSingleton<TokenIssuer>().AddSingleton<TokenExchange>().AddSingleton<TokenPaths>();
        services.AddSingleton<ChangeNotices>().AddHostedService(provider => provider.GetRequiredService<ChangeNotices>());
        services
            .AddSingleton<StripeObjects>()
            .AddSingleton<StripeErrors>()
            .AddSingleton<StripeUpdates>()
            .AddSingleton<StripePaths>()
            .AddSingleton<WebhookSender>();
        services.AddSingleton<XeroOrganisations>().AddSingleton<XeroErrors>().AddSingleton<XeroTokens>().AddSingleton<XeroReload>();
        services.AddSingleton<XeroPaths>().AddSingleton<XeroTokenPaths>();
        services.AddSingleton<GatewayObjects>().AddSingleton<ListErrors>().AddSingleton<GatewayDoor>();
        services.AddSingleton<SquarePaths>().AddSingleton<MolliePaths>().AddSingleton<GoCardlessPaths>().AddSingleton<PayPalPaths>();
        services.AddSingleton<OdooDatabases>().AddSingleton<OdooPaths>().AddSingleton<OdooReload>();
    }

    static void Map(WebApplication app)
    {
        app.Services.GetRequiredService<QuickBooksPaths>().Map(app);
        app.Services.GetRequiredService<TokenPaths>().Map(app);
        app.Services.GetRequiredService<StripePaths>().Map(app);
        app.Services.GetRequiredService<XeroPaths>().Map(app);
        app.Services.GetRequiredService<XeroTokenPaths>().Map(app);
        app.Services.GetRequiredService<OdooPaths>().Map(app);
        app.Services.GetRequiredService<SquarePaths>().Map(app);
        app.Services.GetRequiredService<MolliePaths>().Map(app);
        app.Services.GetRequiredService<GoCardlessPaths>().Map(app);
        app.Services.GetRequiredService<PayPalPaths>().Map(app);
        GatewayPaths.Map(app);
        FaultPaths.Map(app);
        CensusPaths.Map(app);
        XeroCensusPaths.Map(app);
        OdooCensusPaths.Map(app);
        PlayPaths.Map(app);
        app.MapGet("/health/live", () => Results.Text("ok"));
        // What an earlier run wrote is read back before the first request, so listening is being ready.
        app.MapGet("/health/ready", () => Results.Text("ok"));
    }
}
