using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class TransactionCommand
{
    const int NotFound = 404;
    static readonly Argument<string> Source = new("SOURCE") { Description = "The source's name." };
    static readonly Argument<string> Id = new("ID") { Description = "The source's id of the transaction." };

    public static Command Build(Verb verb) =>
        verb.Of("transaction", "The whole timeline of one source transaction; 1 when nobody knows it.", Run, Source, Id);

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = await console.Get($"v1/transactions/{Uri.EscapeDataString(given.Value(Source))}/{Uri.EscapeDataString(given.Value(Id))}", stop);
        if (answer.Status == NotFound)
            throw new CommandFailedException(answer.Problem, ExitCode.Found);
        var timeline = answer.Must();
        given.Show(
            timeline,
            () =>
            {
                foreach (var revision in timeline.List("revisions"))
                    Print(given.Screen, timeline, revision);
            }
        );
        return ExitCode.Ok;
    }

    static void Print(Screen screen, JsonElement timeline, JsonElement revision)
    {
        screen.Line(
            $"{timeline.Text("source")} {timeline.Text("id")} revision {revision.Text("revision")}: {revision.Text("kind")} {revision.Text("gross")} {revision.Text("currency")}, {revision.Text("outcome") ?? "on its way"}"
        );
        screen.Line($"  received {revision.Moment("received_at")} by {revision.Text("door")} {revision.Text("connection")}".TrimEnd());
        if (revision.Text("business_day") is { } day)
            screen.Line($"  business day {day}, fixed when it was accepted");
        if (revision.TryGetProperty("held", out var held) && held.ValueKind == JsonValueKind.Object)
            screen.Line($"  held {held.Moment("held_at")}: {held.Text("reason")}");
        else if (revision.Text("reason") is { } reason)
            screen.Line($"  {reason}");
        foreach (var posted in revision.List("entries"))
            PrintEntry(screen, posted);
        if (revision.Text("trace_id") is { } trace)
            screen.Line($"  trace: acsync trace {trace}");
    }

    static void PrintEntry(Screen screen, JsonElement posted)
    {
        var entry = posted.GetProperty("entry");
        var rule = entry.GetProperty("rule");
        screen.Line(
            $"  {entry.Text("part")} {entry.Text("date")}, posted {entry.Moment("posted_at")}, rule {rule.Text("rule_set")}/{rule.Text("version")}/{rule.Text("rule")}"
        );
        foreach (var line in entry.List("lines"))
            screen.Line($"    {line.Text("account"), -44} {line.Text("amount"), 16} {line.Text("currency")}  {line.Text("memo")}".TrimEnd());
        foreach (var push in posted.List("pushes"))
            screen.Line(
                $"    → {push.Text("connection")}: {push.Text("state")} {push.Text("updated_at")} {push.Text("platform_id")} {push.Text("reason")}".TrimEnd()
            );
    }
}
