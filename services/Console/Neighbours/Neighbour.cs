using System.Net;
using System.Text.Json;

namespace AccountingSync.Console.Neighbours;

/// <summary>The <c>/internal</c> routes of one other service. Every failure to answer is one exception that names it.</summary>
public abstract class Neighbour(HttpClient http, string name)
{
    protected static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(10);

    /// <summary>Unknown members are ignored, so that a neighbour may add some; missing ones are a failure.</summary>
    internal static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public string Name => name;

    protected async Task<T> Get<T>(string address, CancellationToken stop, TimeSpan? limit = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await Send(request, limit ?? ReadLimit, stop);
        return await Read<T>(response, stop);
    }

    protected async Task<T> Post<T>(string address, object? body, CancellationToken stop, TimeSpan? limit = null)
    {
        using var response = await SendPost(address, body, limit ?? ReadLimit, stop);
        return await Read<T>(response, stop);
    }

    /// <summary>For answers that the caller tells apart by their status.</summary>
    protected async Task<HttpResponseMessage> SendPost(string address, object? body, TimeSpan limit, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: Wire);
        return await Send(request, limit, stop);
    }

    protected async Task<HttpResponseMessage> Send(HttpRequestMessage request, TimeSpan limit, CancellationToken stop)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timed.CancelAfter(limit);
        try
        {
            var response = await http.SendAsync(request, timed.Token);
            if (response.StatusCode < HttpStatusCode.InternalServerError && response.StatusCode != HttpStatusCode.Unauthorized)
                return response;
            using (response)
                throw new NeighbourUnavailableException(name, $"it answered {(int)response.StatusCode}.");
        }
        catch (HttpRequestException fault)
        {
            throw new NeighbourUnavailableException(name, fault.Message, fault);
        }
        catch (OperationCanceledException fault) when (!stop.IsCancellationRequested)
        {
            throw new NeighbourUnavailableException(name, $"nothing came within {limit.TotalSeconds:0} seconds.", fault);
        }
    }

    protected async Task<T> Read<T>(HttpResponseMessage response, CancellationToken stop)
    {
        if (!response.IsSuccessStatusCode)
            throw new NeighbourUnavailableException(name, $"it answered {(int)response.StatusCode}.");
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Wire, stop) ?? throw new NeighbourUnavailableException(name, "it answered nothing.");
        }
        catch (JsonException fault)
        {
            throw new NeighbourUnavailableException(name, $"its answer cannot be read ({fault.Message}).", fault);
        }
    }
}
