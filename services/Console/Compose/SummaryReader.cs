using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>The figures at the top of the overview, and of <c>GET /v1/summary</c>.</summary>
public sealed class SummaryReader(Ingestion ingestion, Transformation transformation, PlatformSync platforms, Reconciliation reconciliation)
{
    public async Task<Summary> Read(string organisation, Gathering gathering, CancellationToken stop)
    {
        var holding = gathering.Ask(transformation.Held(organisation, Transformation.MaxHeld, stop));
        return await Read(organisation, holding, gathering, stop);
    }

    /// <summary>For a caller that asks for what is held anyway.</summary>
    public async Task<Summary> Read(string organisation, Task<IReadOnlyList<HeldTransaction>?> holding, Gathering gathering, CancellationToken stop)
    {
        var counting = gathering.Ask(ingestion.Counts(organisation, stop));
        var matching = gathering.Ask(reconciliation.Summary(organisation, stop));
        var pushed = await gathering.Ask(platforms.Counts(organisation, stop));
        var held = await holding;
        var agreement = await matching;
        return new Summary
        {
            Ingestion = await counting,
            // The list is exact but bounded; Reconciliation counts all of them, a moment later.
            Held = held is { Count: < Transformation.MaxHeld } ? held.Count : agreement?.Held,
            Reconciliation = agreement,
            Pushed = pushed is null ? null : Summary.ByConnection(pushed),
        };
    }
}
