using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Browser.Tests.Installation;

/// <summary>One request as a neighbour saw it.</summary>
sealed record SeenRequest(string Method, string Path, string? Organisation, string? TraceParent, string Query, string Body);

/// <summary>Stands where one of the five services would: answers its <c>/internal</c> routes with recorded answers.</summary>
sealed class FakeNeighbour : IAsyncDisposable
{
    public const string Token = "token of the installation";

    readonly WebApplication app;
    readonly ConcurrentDictionary<string, Func<HttpRequest, (int Status, string Json)>> answers = new(StringComparer.Ordinal);

    FakeNeighbour(string name, WebApplication app)
    {
        Name = name;
        this.app = app;
    }

    /// <summary>As the console calls it.</summary>
    public string Name { get; }
    public string Address => app.Urls.First();
    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    /// <summary>Connections are cut without an answer.</summary>
    public bool IsDown { get; set; }

    public static async Task<FakeNeighbour> Start(string name)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var host = builder.Build();
        var neighbour = new FakeNeighbour(name, host);
        host.Run(neighbour.Answer);
        await host.StartAsync();
        return neighbour;
    }

    public void Answers(string route, string json) => answers[route] = _ => (StatusCodes.Status200OK, json);

    public void Answers(string route, Func<HttpRequest, (int Status, string Json)> answer) => answers[route] = answer;

    async Task Answer(HttpContext context)
    {
        if (IsDown)
        {
            context.Abort();
            return;
        }
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        Seen.Enqueue(
            new SeenRequest(
                request.Method,
                request.Path,
                request.Query["organisation"],
                request.Headers.TraceParent,
                request.QueryString.ToString(),
                body
            )
        );
        var route = $"{request.Method} {request.Path}";
        if (request.Headers.Authorization != $"Bearer {Token}")
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (!answers.TryGetValue(route, out var answer))
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
        {
            var (status, json) = answer(request);
            context.Response.StatusCode = status;
            context.Response.ContentType = status < 400 ? "application/json" : "application/problem+json";
            await context.Response.WriteAsync(json);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
