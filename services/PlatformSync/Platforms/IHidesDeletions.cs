namespace AccountingSync.PlatformSync.Platforms;

/// <summary>A platform that tells nobody what was deleted: what it holds of ours is read again by its ids, some at a time, round after round.</summary>
public interface IHidesDeletions
{
    /// <summary>A change for each id, in order: with what the books have of it now, or without a document when they have nothing.</summary>
    /// <param name="platformIds">A few hundred at most.</param>
    Task<ChangesOutcome> ReadAgain(IReadOnlyList<string> platformIds, CancellationToken stop);
}
