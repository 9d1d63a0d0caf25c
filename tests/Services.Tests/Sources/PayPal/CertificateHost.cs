using System.Net;
using AccountingSync.Ingestion.Sources.PayPal;

namespace AccountingSync.Services.Tests.Sources.PayPal;

static class UncheckedPayPal
{
    /// <summary>One that is never asked for a certificate.</summary>
    public static PayPalSource Source() => new(new PayPalCertificates(TimeProvider.System));
}

/// <summary>PayPal's hosts, as far as certificates lie there.</summary>
sealed class CertificateHost(Func<Uri, HttpResponseMessage> answer) : HttpMessageHandler
{
    int asked;

    /// <summary>Requests so far.</summary>
    public int Asked => asked;

    /// <summary>What keeps all answers back until it completes.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static HttpResponseMessage Of(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref asked);
        await Gate.WaitAsync(cancellationToken);
        return answer(request.RequestUri!);
    }
}
