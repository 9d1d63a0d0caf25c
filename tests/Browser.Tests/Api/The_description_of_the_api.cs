using System.Net;
using AccountingSync.Browser.Tests.Installation;
using AccountingSync.Console;

namespace AccountingSync.Browser.Tests.Api;

public sealed class The_description_of_the_api : ConsoleTest
{
    [Test]
    public async Task In_the_docs_is_current() =>
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "api", "console.openapi.json")),
            Is.EqualTo(await OpenApiExport.Text()),
            "Run: dotnet run --project services/Console -- openapi docs/api/console.openapi.json"
        );

    [Test]
    public async Task Is_served_and_covers_every_route()
    {
        using var response = await Installation.Get("/openapi/v1.json", key: null);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var paths = (await Json(response)).GetProperty("paths");
        foreach (var route in ApiRoute.All(Installation.Services))
        {
            var operation = paths
                .GetProperty(
                    route
                        .Pattern.Replace("{**id}", "{id}", StringComparison.Ordinal)
                        .Replace(":guid}", "}", StringComparison.Ordinal)
                        .Replace(":int}", "}", StringComparison.Ordinal)
                )
                .GetProperty(route.Method.Method.ToLowerInvariant());
            Assert.That(operation.GetProperty("summary").GetString(), Is.Not.Empty, route.ToString());
            Assert.That(operation.GetProperty("responses").GetProperty("200").TryGetProperty("content", out _), route.ToString());
            Assert.That(operation.GetProperty("responses").TryGetProperty("503", out _), route.ToString());
        }
    }
}
