using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AccountingSync.Sandbox.Census;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>
/// Tells registered addresses that something changed, signed, in the CloudEvents form, without values.
/// A notice that cannot be delivered is dropped: change data capture is what finds it then.
/// </summary>
internal sealed class ChangeNotices(CensusFile census, IHttpClientFactory http, IOptions<SandboxOptions> options, ILogger<ChangeNotices> log)
    : BackgroundService
{
    readonly ConcurrentDictionary<string, Uri> addresses = new();
    readonly Channel<(string Realm, IReadOnlyList<StoredObject> Changed)> waiting = Channel.CreateBounded<(string, IReadOnlyList<StoredObject>)>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    public void Register(string realm, Uri address)
    {
        addresses[realm] = address;
        census.Append(CensusLines.Webhook(realm, address));
    }

    public void Restore(string realm, Uri address) => addresses[realm] = address;

    public void Tell(string realm, IReadOnlyList<StoredObject> changed)
    {
        if (addresses.ContainsKey(realm))
            waiting.Writer.TryWrite((realm, changed));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (realm, changed) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            // Nobody is told of a change that a crash could still undo.
            await census.Settled;
            try
            {
                await Send(realm, changed, stoppingToken);
            }
            catch (HttpRequestException failure)
            {
                log.LogWarning(failure, "No notice of {Count} changes in realm {Realm}", changed.Count, realm);
            }
            catch (TaskCanceledException failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The receiver of notices for realm {Realm} is too slow", realm);
            }
        }
    }

    async Task Send(string realm, IReadOnlyList<StoredObject> changed, CancellationToken stop)
    {
        var body = Encoding.UTF8.GetBytes(new JsonArray([.. changed.Select(stored => Notice(realm, stored))]).ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, addresses[realm]);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Value.VerifierToken), body);
        request.Headers.Add("intuit-signature", Convert.ToBase64String(signature));
        using var client = http.CreateClient(nameof(ChangeNotices));
        using var response = await client.SendAsync(request, stop);
        if (!response.IsSuccessStatusCode)
            log.LogWarning("The receiver of notices for realm {Realm} answered {Status}", realm, (int)response.StatusCode);
    }

    static JsonObject Notice(string realm, StoredObject stored)
    {
        var operation =
            stored.Deleted ? "deleted"
            : stored.SyncToken == 0 ? "created"
            : "updated";
        var entity = stored.Entity.ToLowerInvariant();
        return new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = $"{realm}-{entity}-{stored.Id}-{stored.SyncToken}",
            ["source"] = "intuit.c2FuZGJveA==",
            ["type"] = $"qbo.{entity}.{operation}.v1",
            ["datacontenttype"] = "application/json",
            ["time"] = stored.UpdatedAt.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["intuitentityid"] = stored.Id,
            ["intuitaccountid"] = realm,
            ["data"] = new JsonObject(),
        };
    }
}
