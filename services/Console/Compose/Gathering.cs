using System.Collections.Concurrent;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>Asks several services for one picture. A page shows what came and says what is missing; the API refuses an incomplete one.</summary>
public sealed class Gathering
{
    readonly ConcurrentDictionary<string, NeighbourUnavailableException> missing = new(StringComparer.Ordinal);

    /// <summary>Names of the services that did not answer.</summary>
    public IReadOnlyList<string> Missing => [.. missing.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The answer, or nothing when the service is unavailable; then its name is among <see cref="Missing"/>.</summary>
    public async Task<T?> Ask<T>(Task<T> answer)
        where T : class
    {
        try
        {
            return await answer;
        }
        catch (NeighbourUnavailableException fault)
        {
            missing[fault.Service] = fault;
            return null;
        }
    }

    public async Task<IReadOnlyList<T>> AskList<T>(Task<IReadOnlyList<T>> answer) => await Ask(answer) ?? [];

    /// <exception cref="NeighbourUnavailableException">Something is missing.</exception>
    public void MustBeComplete()
    {
        if (Missing is [var first, ..])
            throw missing[first];
    }
}
