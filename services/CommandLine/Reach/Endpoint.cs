using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace AccountingSync.CommandLine.Reach;

/// <summary>One service's HTTP interface. A failure to reach it names the service and the address.</summary>
sealed class Endpoint : IDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(150); // A reconciliation answers when it is done.
    static readonly JsonSerializerOptions Wire = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    readonly HttpClient http;
    readonly string name;

    /// <param name="bearer">API key or internal token; null for an interface that asks for none.</param>
    public Endpoint(string name, Uri address, string? bearer)
        : this(name, address, bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer)) { }

    public Endpoint(string name, Uri address, AuthenticationHeaderValue? authorization)
    {
        this.name = name;
        Address = new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
        http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, ConnectTimeout = TimeSpan.FromSeconds(5) })
        {
            BaseAddress = Address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Authorization = authorization;
    }

    public Uri Address { get; }

    public Task<Answer> Get(string path, CancellationToken stop, params (string Name, object? Value)[] query) =>
        Send(HttpMethod.Get, WithQuery(path, query), content: null, stop);

    public Task<Answer> Post(string path, object? body, CancellationToken stop, params (string Name, object? Value)[] query) =>
        Send(HttpMethod.Post, WithQuery(path, query), body is null ? null : Json(JsonSerializer.SerializeToUtf8Bytes(body, Wire)), stop);

    /// <param name="traceParent">Makes the request part of this trace.</param>
    public Task<Answer> PostJson(string path, ReadOnlyMemory<byte> body, CancellationToken stop, string? traceParent = null)
    {
        var content = Json(body);
        return Send(HttpMethod.Post, path, content, stop, traceParent);
    }

    /// <summary>Takes as long as it takes.</summary>
    public Task<Answer> PostLines(string path, FileLines lines, CancellationToken stop, params (string Name, object? Value)[] query) =>
        Send(HttpMethod.Post, WithQuery(path, query), lines, Timeout.InfiniteTimeSpan, stop);

    public Task<Answer> Send(HttpMethod method, string path, HttpContent? content, CancellationToken stop, string? traceParent = null) =>
        Send(method, path, content, Limit, stop, traceParent);

    async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, TimeSpan limit, CancellationToken stop, string? traceParent = null)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timed.CancelAfter(limit);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (traceParent is not null)
            request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        try
        {
            using var response = await http.SendAsync(request, timed.Token);
            return new Answer(name, (int)response.StatusCode, Body(await response.Content.ReadAsByteArrayAsync(timed.Token)));
        }
        catch (HttpRequestException fault)
        {
            throw Unreachable(fault.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw Unreachable($"no answer within {limit.TotalSeconds:0} s");
        }
    }

    /// <summary>For readers that are themselves read step by step, as renderers of journals are.</summary>
    public Answer GetNow(string path, params (string Name, object? Value)[] query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, WithQuery(path, query));
        try
        {
            using var timed = new CancellationTokenSource(Limit);
            using var response = http.Send(request, timed.Token);
            using var body = new MemoryStream();
            response.Content.ReadAsStream().CopyTo(body);
            return new Answer(name, (int)response.StatusCode, Body(body.ToArray()));
        }
        catch (HttpRequestException fault)
        {
            throw Unreachable(fault.Message);
        }
    }

    public void Dispose() => http.Dispose();

    CommandFailedException Unreachable(string why) => new($"{name} at {Address} cannot be reached: {why}");

    static ByteArrayContent Json(ReadOnlyMemory<byte> body)
    {
        var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    static JsonElement Body(byte[] bytes)
    {
        if (bytes.Length == 0)
            return default;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(bytes);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(bytes));
        }
    }

    static string WithQuery(string path, (string Name, object? Value)[] query)
    {
        var given = query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(Text(pair.Value!))}").ToList();
        return given.Count == 0 ? path : $"{path}?{string.Join('&', given)}";
    }

    static string Text(object value) =>
        value is DateOnly or DateTimeOffset
            ? ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
