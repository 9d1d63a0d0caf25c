using AccountingSync.Console.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AccountingSync.Console;

/// <summary><c>dotnet run --project services/Console -- openapi docs/api/console.openapi.json</c> writes the API description to a file.</summary>
public static class OpenApiExport
{
    const string Word = "openapi";

    public static bool IsAsked(string[] args) => args is [Word, ..];

    public static async Task<int> Run(string[] args)
    {
        if (args is not [Word, var file])
        {
            await System.Console.Error.WriteLineAsync("Usage: openapi FILE");
            return 2;
        }
        await File.WriteAllTextAsync(file, await Text());
        return 0;
    }

    /// <summary>The description as the running console gives it at <c>/openapi/v1.json</c>.</summary>
    public static async Task<string> Text(CancellationToken stop = default)
    {
        // Nobody is asked while the routes are described, so any addresses do.
        string[] services = ["Ingestion", "Transformation", "LedgerWriter", "PlatformSync", "Reconciliation"];
        await using var app = ConsoleApp.Build(
            [.. services.Select(service => $"--Services:{service}=http://localhost"), "--urls=http://127.0.0.1:0"],
            builder => builder.Logging.ClearProviders()
        );
        await app.StartAsync(stop);
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiDescription.Document).GetOpenApiDocumentAsync(stop);
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, stop);
        await app.StopAsync(stop);
        return text.ReplaceLineEndings("\n") + "\n";
    }
}
