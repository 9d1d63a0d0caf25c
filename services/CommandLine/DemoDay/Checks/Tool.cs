using System.ComponentModel;
using System.Diagnostics;

namespace AccountingSync.CommandLine.DemoDay.Checks;

/// <summary>Runs an independent program and reads what it says.</summary>
static class Tool
{
    const int NotThere = 127;

    public static async Task<(int Code, string Output)> Run(string program, IReadOnlyList<string> words, CancellationToken stop)
    {
        var start = new ProcessStartInfo(program, words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" }, // Both read the locale to know the file's encoding.
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var errors = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception)
        {
            return (NotThere, $"{program} is not installed");
        }
    }
}
