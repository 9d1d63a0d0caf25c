using Spectre.Console;

namespace AccountingSync.CommandLine.Show;

/// <summary>Tells a waiting person what is being done: a line that changes in a terminal, a line each elsewhere.</summary>
/// <param name="aside">To the other stream, because the result itself is for a program.</param>
sealed class Progress(Screen screen, TimeProvider time, bool aside = false)
{
    readonly long start = time.GetTimestamp();
    StatusContext? spinner;
    string? current;

    public TimeSpan Elapsed => time.GetElapsedTime(start);

    public void Say(string what)
    {
        if (spinner is null)
        {
            (aside ? screen.Errors : screen.Output).WriteLine(Stamped(what));
            return;
        }
        FinishCurrent();
        current = what;
        spinner.Status(Markup.Escape(what));
    }

    /// <summary>Shows a spinner while the work goes on.</summary>
    public async Task<T> During<T>(Func<Task<T>> work)
    {
        if (!screen.Interactive || aside)
            return await work();
        try
        {
            return await screen
                .Console.Status()
                .StartAsync(
                    "Starting",
                    context =>
                    {
                        spinner = context;
                        return work();
                    }
                );
        }
        finally
        {
            spinner = null;
            FinishCurrent();
        }
    }

    void FinishCurrent()
    {
        if (current is not null)
            screen.Console.MarkupLine($"[grey]{Markup.Escape(Stamped(current))}[/]");
        current = null;
    }

    string Stamped(string what) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds, 6:0.0} s  {what}");
}
