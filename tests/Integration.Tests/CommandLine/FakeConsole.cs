using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Integration.Tests.CommandLine;

/// <summary>Answers what a test says, in the place of the console.</summary>
sealed class FakeConsole : IAsyncDisposable
{
    readonly WebApplication app;

    FakeConsole(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public static async Task<FakeConsole> Start(Func<HttpRequest, (int Status, string Json)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            var (status, json) = answer(context.Request);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(json);
        });
        await app.StartAsync();
        return new FakeConsole(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
