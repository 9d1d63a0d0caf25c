using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.Files;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>Whose facts a file repeats.</summary>
abstract record SourceAnswer
{
    SourceAnswer() { }

    /// <param name="Source">Null where each row names its own.</param>
    /// <param name="System">The vendor's word, when webhooks of the source come here as well.</param>
    public sealed record Found(string? Source, string? System) : SourceAnswer;

    public sealed record Unclear : SourceAnswer;

    /// <param name="Connection">Another source, which only upper and lower case tell from the one that was said.</param>
    public sealed record AlmostCalled(string Connection) : SourceAnswer;
}

/// <summary>The same fact must have the same source by file and by webhook, and there the source is the connection's name. So a file whose source is not
/// said is that of the organisation's only connection to the vendor, and of the vendor's own word when there is none.</summary>
sealed class SourceOfFile(ConnectionsQuery connections)
{
    public async Task<SourceAnswer> Of(string organisation, IFileForm form, string? said, CancellationToken stop)
    {
        if (form.Systems.Count == 0)
            return new SourceAnswer.Found(said, System: null);
        return Decide(form, said, await connections.Of(organisation, stop));
    }

    /// <summary>Pure.</summary>
    /// <param name="connections">The organisation's.</param>
    public static SourceAnswer Decide(IFileForm form, string? said, IReadOnlyList<(string Name, string System)> connections)
    {
        if (said is not null)
            return connections.FirstOrDefault(connection => connection.Name == said) is not { Name: not null } named
                ? connections.FirstOrDefault(connection => connection.Name.Equals(said, StringComparison.OrdinalIgnoreCase)).Name is { } almost
                    ? new SourceAnswer.AlmostCalled(almost)
                    : new SourceAnswer.Found(said, null)
                : form.Systems.Contains(named.System)
                    ? new SourceAnswer.Found(said, named.System)
                    : new SourceAnswer.Unclear();
        return connections.Where(connection => form.Systems.Contains(connection.System)).ToList() switch
        {
            [] when connections.Any(connection => connection.Name == form.Systems[0]) => new SourceAnswer.Unclear(),
            [] => new SourceAnswer.Found(form.Systems[0], null),
            [var only] => new SourceAnswer.Found(only.Name, only.System),
            _ => new SourceAnswer.Unclear(),
        };
    }
}
