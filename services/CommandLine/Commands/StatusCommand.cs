using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class StatusCommand
{
    public static Command Build(Verb verb) =>
        verb.Of("status", "Health of every service of the local system, and what waits; 1 when one is not ready.", Run);

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        var system = given.Local;
        var services = await Task.WhenAll(system.Services.Select(service => Ask(service.Key, service.Value, stop)));
        var summary = ActiveOrganisation.Read(given.Installation) is null ? default : await Summary(given, stop);
        var answer = JsonSerializer.SerializeToElement(
            new
            {
                process_id = system.ProcessId,
                services = services.ToDictionary(
                    service => service.Name,
                    service => new
                    {
                        address = service.Address,
                        ready = service.Ready,
                        detail = service.Detail,
                    }
                ),
                summary = summary.ValueKind == JsonValueKind.Undefined ? null : (JsonElement?)summary,
            }
        );
        given.Show(answer, () => Print(given.Screen, services, summary));
        return services.All(service => service.Ready) ? ExitCode.Ok : ExitCode.Found;
    }

    static async Task<(string Name, Uri Address, bool Ready, string Detail)> Ask(string name, Uri address, CancellationToken stop)
    {
        using var service = new Endpoint(name, address, bearer: null);
        try
        {
            var answer = await service.Get("health/ready", stop);
            return (name, address, answer.IsOk, answer.IsOk ? "ready" : $"answers {answer.Status}");
        }
        catch (CommandFailedException unreachable)
        {
            return (name, address, false, unreachable.Message);
        }
    }

    static async Task<JsonElement> Summary(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = await console.Get("v1/summary", stop);
        return answer.IsOk ? answer.Body : default;
    }

    static void Print(Screen screen, (string Name, Uri Address, bool Ready, string Detail)[] services, JsonElement summary)
    {
        screen.Table(
            ["Service", "Address", "State"],
            services.Select(service => (string?[])[service.Name, service.Address.ToString(), service.Detail])
        );
        if (summary.ValueKind != JsonValueKind.Object)
            return;
        screen.Line(
            $"received {summary.Text("received")}, posted {summary.Text("posted")}, held {summary.Text("held")}, refused {summary.Text("refused")}, "
                + $"duplicates {summary.Text("duplicates")}, discrepancies {summary.Text("discrepancies_open")}"
        );
        foreach (var platform in summary.List("pushed"))
            screen.Line(
                $"{platform.Text("connection")}: {platform.Text("written")} written, {platform.Text("waiting")} waiting, {platform.Text("stuck")} for a person"
            );
    }
}
