using System.Diagnostics;

namespace AccountingSync.LocalServers;

/// <summary>Runs a short command to its end.</summary>
static class Command
{
    /// <summary>Throws with the command's own words when it fails.</summary>
    public static async Task RunAsync(
        IReadOnlyList<string> words,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string?>? environment = null
    )
    {
        var (code, output) = await TryAsync(words, cancellation, environment);
        if (code != 0)
            throw new InvalidOperationException($"{string.Join(' ', words)} failed with code {code}: {output.Trim()}");
    }

    public static async Task<(int Code, string Output)> TryAsync(
        IReadOnlyList<string> words,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string?>? environment = null
    )
    {
        var start = new ProcessStartInfo(words[0])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in words.Skip(1))
            start.ArgumentList.Add(word);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"could not start {words[0]}");
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output + await errors);
    }
}
