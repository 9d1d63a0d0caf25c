using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>The keys that stored content is encrypted with, in all services that encrypt.</summary>
static class DataKeyCommands
{
    public static async Task<int> Rotate(Invocation given, CancellationToken stop)
    {
        var organisation = given.Organisation;
        using var setUp = given.SetUp();
        if ((await setUp.Organisations(stop)).All(row => row.Text("organisation") != organisation))
            throw new CommandFailedException($"There is no organisation '{organisation}'.");
        using var services = InternalServices.ThatEncrypt(given.Local);
        var answers = await services.Post("internal/data-keys/rotate", stop, ("organisation", organisation));
        var rotated = answers.Select(answer => answer.Service).ToList();
        given.Show(
            JsonSerializer.SerializeToElement(new { organisation, services = rotated }),
            () => given.Screen.Line($"New content of {organisation} gets a new key in {string.Join(", ", rotated)}. Older content stays readable.")
        );
        return ExitCode.Ok;
    }

    public static async Task<int> Rewrap(Invocation given, CancellationToken stop)
    {
        using var services = InternalServices.ThatEncrypt(given.Local);
        var answers = await services.Post("internal/data-keys/rewrap", stop);
        var counts = answers.ToDictionary(answer => answer.Service, answer => answer.Body.Number("rewrapped"));
        var total = counts.Values.Sum();
        given.Show(
            JsonSerializer.SerializeToElement(new { rewrapped = total, services = counts }),
            () =>
            {
                given.Screen.Line($"{total} data keys were wrapped anew with the key ring's active key.");
                foreach (var (service, count) in counts)
                    given.Screen.Line($"  {service}: {count}");
            }
        );
        return ExitCode.Ok;
    }
}
