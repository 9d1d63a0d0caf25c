using System.Net;

namespace AccountingSync.Services.Tests.Sources;

/// <summary>A vendor's interface that answers as told.</summary>
/// <param name="answer">The body for an address; null for <see cref="Otherwise"/>.</param>
sealed class ScriptedServer(Func<Uri, string?> answer) : HttpMessageHandler
{
    public HttpStatusCode Otherwise { get; init; } = HttpStatusCode.NotFound;

    /// <summary>Method, address, authorisation and the vendor's version header.</summary>
    public List<string> Asked { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var version = request.Headers.TryGetValues("GoCardless-Version", out var versions) ? $" {versions.Single()}" : "";
        Asked.Add($"{request.Method} {request.RequestUri!.AbsoluteUri} {request.Headers.Authorization}{version}");
        var body = answer(request.RequestUri);
        return Task.FromResult(new HttpResponseMessage(body is null ? Otherwise : HttpStatusCode.OK) { Content = new StringContent(body ?? "") });
    }
}
