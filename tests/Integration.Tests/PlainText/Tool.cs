using System.Diagnostics;

namespace AccountingSync.Integration.Tests.PlainText;

/// <summary>One of the accounting programs that judge our journals.</summary>
static class Tool
{
    public static async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The tools read UTF-8 only where the locale says so.
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}: {await errors}{output}");
        Assert.That(await errors, Is.Empty, program);
        return output;
    }
}
