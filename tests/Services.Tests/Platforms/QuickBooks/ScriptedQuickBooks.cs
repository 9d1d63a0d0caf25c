using System.Net;
using System.Text;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

/// <summary>What was asked of QuickBooks.</summary>
/// <param name="Path">Below the company, with its parameters, unescaped.</param>
sealed record Asked(HttpMethod Method, string Path, string Body, string? Token);

/// <summary>Plays QuickBooks word for word: answers the chart of accounts by itself and everything else from a script.</summary>
sealed class ScriptedQuickBooks : HttpMessageHandler
{
    readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> script = new();

    /// <summary>Everything but reads of the chart.</summary>
    public List<Asked> Asked { get; } = [];
    public int ChartReads { get; private set; }
    public string Chart { get; set; } = QuickBooksAnswers.Chart;

    public ScriptedQuickBooks Answer(HttpStatusCode status, string body, string type = "application/json", string? retryAfter = null) =>
        Do(
            (_, _) =>
            {
                var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };
                if (retryAfter is not null)
                    response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
                return Task.FromResult(response);
            }
        );

    public ScriptedQuickBooks Ok(string body) => Answer(HttpStatusCode.OK, body);

    public ScriptedQuickBooks Fail(Exception failure) => Do((_, _) => Task.FromException<HttpResponseMessage>(failure));

    public ScriptedQuickBooks Do(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> step)
    {
        script.Enqueue(step);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = Uri.UnescapeDataString(request.RequestUri!.PathAndQuery).Replace("/quickbooks/v3/company/9130/", "", StringComparison.Ordinal);
        if (path.StartsWith("query?query=select * from Account ", StringComparison.Ordinal))
        {
            ChartReads++;
            return new(HttpStatusCode.OK) { Content = new StringContent(Chart, Encoding.UTF8, "application/json") };
        }
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Add(new(request.Method, path, body, request.Headers.Authorization?.Parameter));
        return await script.Dequeue()(request, cancellationToken);
    }
}
