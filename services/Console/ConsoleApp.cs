using AccountingSync.Console.Access;
using AccountingSync.Console.Api;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;
using AccountingSync.Console.Pages;
using AccountingSync.ServiceDefaults;

namespace AccountingSync.Console;

/// <summary>Builds the console: pages for finance teams, and the read API behind them. It owns no data; it asks the other services.</summary>
public static class ConsoleApp
{
    const string Service = "console";

    /// <summary>Builds it without starting it. <paramref name="configure"/> may replace services, such as the clock.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                // Pages are found in this assembly, whichever program starts it.
                ApplicationName = typeof(ConsoleApp).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.AddServiceDefaults(Service);
        builder.AddNeighbours();
        builder.AddAccess();
        AddApi(builder.Services);
        AddPages(builder);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseServiceDefaults();
        app.UseErrorPages();
        app.UseAssets();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOpenApi("/openapi/{documentName}.json");
        ApiRoutes.Map(app);
        app.MapRazorPages();
        return app;
    }

    static void AddApi(IServiceCollection services)
    {
        services.AddApiDescription();
        services.AddRequestLimits();
        services.AddExceptionHandler<ApiFailures>();
        services
            .AddSingleton<SummaryReader>()
            .AddSingleton<OverviewReader>()
            .AddSingleton<TimelineReader>()
            .AddSingleton<SourceContents>()
            .AddSingleton<LedgerProof>()
            .AddSingleton<LedgerReplay>()
            .AddSingleton<EntryExplanation>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        services.ConfigureHttpJsonOptions(json =>
        {
            var options = json.SerializerOptions;
            options.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow;
            options.AllowDuplicateProperties = false;
            options.RespectNullableAnnotations = true;
            options.RespectRequiredConstructorParameters = true;
            options.DictionaryKeyPolicy = null; // Keys are currencies, accounts and names: data.
        });
    }

    static void AddPages(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TraceLink.From(builder.Configuration));
        builder
            .Services.AddRazorPages(pages =>
            {
                pages.Conventions.AuthorizeFolder("/", Policy.SignedIn);
                pages.Conventions.AllowAnonymousToPage("/SignIn");
                pages.Conventions.AllowAnonymousToPage("/Problem");
            })
            .AddMvcOptions(mvc => mvc.MaxModelValidationErrors = 10);
        builder.Services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
    }
}
