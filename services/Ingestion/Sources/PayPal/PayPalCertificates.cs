using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>The certificates that PayPal's webhooks name by their address. A stranger may write any address, so only PayPal's hosts are asked,
/// by https and without redirects; an address is asked once at a time, whoever waits for it, and what it gave is kept.</summary>
/// <param name="anchors">Roots to trust instead of the system's, for tests.</param>
public sealed class PayPalCertificates(HttpClient http, TimeProvider time, X509Certificate2Collection? anchors) : IDisposable
{
    /// <summary>PayPal's interface and its sandbox, under the older and the newer name of each.</summary>
    static readonly string[] Hosts = ["api.paypal.com", "api-m.paypal.com", "api.sandbox.paypal.com", "api-m.sandbox.paypal.com"];

    const string Folder = "/v1/notifications/certs/";

    /// <summary>A certificate with its issuers has some six thousand bytes.</summary>
    const int MaxBytes = 64 * 1024;

    /// <summary>PayPal uses one at a time. Whoever invents addresses waits until those before are forgotten.</summary>
    const int MaxKnown = 32;

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    static readonly TimeSpan KeepTrusted = TimeSpan.FromHours(24);
    static readonly TimeSpan KeepOthers = TimeSpan.FromSeconds(30);

    readonly Lock gate = new();
    readonly Dictionary<string, Known> known = new(StringComparer.Ordinal);

    public PayPalCertificates(TimeProvider time)
        : this(new HttpClient(NewHandler()), time, null) { }

    /// <param name="address">As the sender wrote it.</param>
    public async ValueTask<CertificateAnswer> Find(string address, DateTimeOffset now, CancellationToken stop)
    {
        if (!IsPayPals(address, out var checkedAddress))
            return new CertificateAnswer.Refused("Its address is not PayPal's.");
        if (Ask(checkedAddress, now) is not { } asked)
            return new CertificateAnswer.Unavailable("Too many certificates were named of late.");
        var answer = await asked.Answer.WaitAsync(stop);
        return answer is CertificateAnswer.Trusted(var certificate) && !PayPalCertificate.IsValidAt(certificate, now)
            ? new CertificateAnswer.Refused("It has expired.")
            : answer;
    }

    public void Dispose() => http.Dispose();

    /// <summary>Follows no redirects: they would lead away from PayPal's hosts.</summary>
    static SocketsHttpHandler NewHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };

    static bool IsPayPals(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.IsDefaultPort
        && address.UserInfo.Length == 0
        && address.Query.Length == 0
        && address.Fragment.Length == 0
        && Hosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase)
        && address.AbsolutePath.StartsWith(Folder, StringComparison.Ordinal)
        && address.AbsolutePath.Length > Folder.Length
        && address.AbsolutePath[Folder.Length..].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <returns>Null when more addresses are remembered than PayPal could use.</returns>
    Known? Ask(Uri address, DateTimeOffset now)
    {
        lock (gate)
        {
            foreach (var over in known.Where(entry => entry.Value.Until is { } until && until <= now).Select(entry => entry.Key).ToList())
                known.Remove(over);
            if (known.TryGetValue(address.AbsoluteUri, out var found))
                return found;
            if (known.Count >= MaxKnown)
                return null;
            var asked = new Known();
            known.Add(address.AbsoluteUri, asked);
            // Not under the lock, and not with the first caller's own stop: others may wait for it.
            asked.Answer = Task.Run(() => Download(asked, address, now));
            return asked;
        }
    }

    async Task<CertificateAnswer> Download(Known asked, Uri address, DateTimeOffset now)
    {
        CertificateAnswer answer = new CertificateAnswer.Unavailable("It was not read to its end.");
        try
        {
            answer = await Download(address, now);
        }
        finally
        {
            lock (gate)
                asked.Until = now + (answer is CertificateAnswer.Trusted ? KeepTrusted : KeepOthers);
        }
        return answer;
    }

    async Task<CertificateAnswer> Download(Uri address, DateTimeOffset now)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            if (response.StatusCode != HttpStatusCode.OK)
                return new CertificateAnswer.Unavailable($"HTTP {(int)response.StatusCode}");
            await using var stream = await response.Content.ReadAsStreamAsync(timeout.Token);
            var buffer = new byte[MaxBytes + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, timeout.Token);
            return length > MaxBytes
                ? new CertificateAnswer.Unavailable("The answer is too large.")
                : PayPalCertificate.Check(Encoding.ASCII.GetString(buffer, 0, length), now, anchors);
        }
        catch (HttpRequestException error)
        {
            return new CertificateAnswer.Unavailable(error.HttpRequestError.ToString());
        }
        catch (OperationCanceledException)
        {
            return new CertificateAnswer.Unavailable("No answer in time.");
        }
        catch (IOException)
        {
            return new CertificateAnswer.Unavailable("The answer broke off.");
        }
    }

    sealed class Known
    {
        public Task<CertificateAnswer> Answer { get; set; } = null!;

        /// <summary>Null while it is asked for.</summary>
        public DateTimeOffset? Until { get; set; }
    }
}
