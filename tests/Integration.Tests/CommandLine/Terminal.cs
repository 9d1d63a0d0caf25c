using System.Text.Json;
using AccountingSync.CommandLine;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.Integration.Tests.CommandLine;

/// <summary>What one command wrote, and what it answered to the shell.</summary>
sealed record Ran(int Code, string Output, string Errors)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Output);
}

/// <summary>Types commands, as a person in a checkout would.</summary>
sealed class Terminal(Installation installation)
{
    public async Task<Ran> Types(params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await Acsync.Run(words, Screen.Into(output, errors), TimeProvider.System, () => installation);
        return new Ran(code, output.ToString(), errors.ToString());
    }
}
