using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace AccountingSync.Console.Pages;

static class PageSetup
{
    static readonly string[] NotPages = ["/v1", "/openapi", "/health", "/assets"];

    /// <summary>People get a page when something is wrong; programs get problem details.</summary>
    public static void UseErrorPages(this WebApplication app) =>
        app.UseWhen(
            context => !NotPages.Any(prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal)),
            pages =>
            {
                pages.UseExceptionHandler("/problem");
                pages.UseStatusCodePagesWithReExecute("/problem", "?status={0}");
            }
        );

    /// <summary>The style sheet, the script and their licence, out of the assembly.</summary>
    public static void UseAssets(this WebApplication app) =>
        app.UseStaticFiles(
            new StaticFileOptions
            {
                RequestPath = "/assets",
                FileProvider = new EmbeddedFileProvider(typeof(ConsoleApp).Assembly, "AccountingSync.Console.Assets"),
                OnPrepareResponse = file => file.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache",
            }
        );
}
