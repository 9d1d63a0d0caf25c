using System.Globalization;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Says how far an import is.</summary>
static class ImportProgress
{
    static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    /// <param name="always">Also where nobody watches: by lines, each second.</param>
    public static async Task<Answer> Watch(
        Progress progress,
        FileLines content,
        Invocation given,
        bool always,
        Func<Task<Answer>> work,
        CancellationToken stop
    )
    {
        if (!always && !given.Screen.Interactive)
            return await work();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var telling = Tell(progress, content, given.Time, done.Token);
        try
        {
            return await work();
        }
        finally
        {
            await done.CancelAsync();
            await telling;
            progress.Say(Sentence(content.Part, content.Lines, progress.Elapsed));
        }
    }

    /// <summary>Pure.</summary>
    /// <param name="part">From 0 to 1.</param>
    public static string Sentence(double part, long lines, TimeSpan elapsed)
    {
        var rate = elapsed > TimeSpan.Zero ? lines / elapsed.TotalSeconds : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * part:0} % sent, {lines} lines, {rate:0} a second, about {(part > 0 ? elapsed.TotalSeconds * (1 - part) / part : 0):0} seconds left"
        );
    }

    static async Task Tell(Progress progress, FileLines content, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TellEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                if (content.Part is var part and > 0)
                    progress.Say(Sentence(part, content.Lines, progress.Elapsed));
        }
        catch (OperationCanceledException)
        {
            // All is sent.
        }
    }
}
