using System.Net;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>A vendor's interface, played by a function.</summary>
/// <param name="answer">What it says to an address.</param>
sealed class PlayedVendor(Func<Uri, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>The addresses, as a person reads them.</summary>
    public List<string> Asked { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(Uri.UnescapeDataString(request.RequestUri!.PathAndQuery));
        return Task.FromResult(answer(request.RequestUri));
    }

    public static HttpResponseMessage Says(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body) };

    public static string? Query(Uri address, string name) =>
        address
            .Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && Uri.UnescapeDataString(pair[0]) == name)
            .Select(pair => Uri.UnescapeDataString(pair[1]))
            .FirstOrDefault();
}
