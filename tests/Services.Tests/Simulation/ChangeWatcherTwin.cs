using AccountingSync.Contracts;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.DetectChanges;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Asks one platform what was changed there, as <c>ChangeWatcher</c> does. Nobody edits there, so it must have nothing to tell.</summary>
sealed class ChangeWatcherTwin(World world, PlatformTwin service, PlatformConnection connection)
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(60);
    DateTimeOffset nextLook = world.Now;
    DateTimeOffset knownUntil = connection.ChangesUntil;

    /// <summary>The page that was read and not yet compared with the pushes: others work between the two.</summary>
    ChangesOutcome.Page? read;

    public void Forget() => read = null;

    /// <returns>False when it is not time to look.</returns>
    public bool Step()
    {
        if (read is { } page)
        {
            read = null;
            service.Survives(() => Take(page));
            return true;
        }
        if (world.Now < nextLook)
            return false;
        nextLook = world.Now + Every;
        read = world.Platforms[connection.Connection].Changes(knownUntil - ChangeWatcher.Overlap) as ChangesOutcome.Page;
        return true;
    }

    void Take(ChangesOutcome.Page page)
    {
        var keys = page.Changes.Select(change => change.Document?.Key).ToHashSet();
        var ids = page.Changes.Select(change => change.PlatformId).ToHashSet();
        var pushes = service
            .Pushes.Select(row => row.Push)
            .Where(push => push.Connection == connection.Connection && (keys.Contains(push.Key) || ids.Contains(push.PlatformId ?? string.Empty)))
            .ToList();
        var news = new List<ChangedEntry>();
        foreach (var (change, meaning) in ChangeDecision.For(page.Changes, pushes))
        {
            service.NoteChange(meaning);
            if (meaning.IsNews)
                news.Add(meaning.Tell(change, world.Now));
        }
        service.Adopt([.. ChangeDecision.Adopted(page.Changes, pushes)]);
        service.TellChanges(news);
        knownUntil = page.Until;
    }
}
