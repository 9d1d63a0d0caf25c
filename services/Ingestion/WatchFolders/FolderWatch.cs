using System.Collections.Concurrent;
using System.Globalization;
using AccountingSync.Ingestion.Access;

namespace AccountingSync.Ingestion.WatchFolders;

/// <summary>Looks into the folders below <c>Imports:Directory</c> (<c>ORGANISATION/SOURCE/incoming/</c>) and imports what is ready, in each folder one file
/// after the other: one that is paused holds up those behind it. Without that setting nothing is watched. A file is ready when it did not change for
/// <c>Imports:SettleSeconds</c>, 10 if nothing is said.</summary>
sealed class FolderWatch(
    FolderImport import,
    KnownOrganisations organisations,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<FolderWatch> log
) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>After a file could not be read or moved, or the database did not answer.</summary>
    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(10);

    readonly TimeSpan settle = TimeSpan.FromSeconds(double.Parse(configuration["Imports:SettleSeconds"] ?? "10", CultureInfo.InvariantCulture));
    readonly ConcurrentDictionary<WatchedFolder, FolderSightings> sightings = new();
    readonly Dictionary<WatchedFolder, Task> reading = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration["Imports:Directory"] is not { Length: > 0 } root)
            return;
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var folder in await Folders(root, stoppingToken))
                    if (!reading.TryGetValue(folder, out var task) || task.IsCompleted)
                        reading[folder] = Look(folder, stoppingToken);
        }
        finally
        {
            // So that whoever takes over finds what is not read any more.
            await Task.WhenAll(reading.Values);
        }
    }

    /// <summary>None while they cannot be listed: what comes by other doors goes on.</summary>
    async Task<IReadOnlyList<WatchedFolder>> Folders(string root, CancellationToken stop)
    {
        try
        {
            return WatchedFolder.Below(root);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.LogError(fault, "The folders in {Directory} cannot be listed now, and are looked for again", root);
            await Task.Delay(PauseAfterFault, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
    }

    async Task Look(WatchedFolder folder, CancellationToken stop)
    {
        try
        {
            var now = time.GetUtcNow();
            var seen = sightings[folder] = sightings.GetOrAdd(folder, FolderSightings.None).After(folder.Look(), now);
            foreach (var file in seen.Ready(now, settle))
                if (await organisations.Knows(folder.Organisation, stop))
                    await import.Take(folder, file, stop);
                else
                    throw new DirectoryNotFoundException(
                        $"There is no organisation '{folder.Organisation}'. Add it ('acsync organisations add'), or rename the folder."
                    );
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service stops.
        }
        catch (Exception fault)
        {
            log.LogError(fault, "The folder {Folder} cannot be read now, and is tried again", folder.Path);
            await Task.Delay(PauseAfterFault, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
