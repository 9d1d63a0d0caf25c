namespace AccountingSync.Console.Neighbours;

/// <summary>What a service could not process, as it tells it. Its excerpt of the content is not asked for.</summary>
public sealed record DeadLetterLine(string Id, string Place, string MessageType, string Reason, DateTimeOffset? At);

public sealed record Replayed([property: System.Text.Json.Serialization.JsonPropertyName("replayed")] int Count);

/// <summary>A neighbour that sets aside what it cannot process: all five do.</summary>
public abstract class PipelineService(HttpClient http, string name) : Neighbour(http, name)
{
    static readonly TimeSpan ReplayLimit = TimeSpan.FromSeconds(60);

    public Task<IReadOnlyList<DeadLetterLine>> DeadLetters(string organisation, CancellationToken stop) =>
        Get<IReadOnlyList<DeadLetterLine>>(InternalAddress.Of("dead-letters", ("organisation", organisation)), stop);

    public async Task<int> ReplayDeadLetters(string organisation, CancellationToken stop) =>
        (await Post<Replayed>(InternalAddress.Of("dead-letters/replay", ("organisation", organisation)), null, stop, ReplayLimit)).Count;
}
