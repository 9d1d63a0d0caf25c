using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class TrialBalanceCommand
{
    static readonly Option<DateOnly?> AsOf = new("--as-of") { Description = "Last day that counts, like 2026-01-31." };
    static readonly Option<DateTimeOffset?> KnownAt = new("--known-at") { Description = "Leave out what was posted after this moment." };

    public static Command Build(Verb verb) =>
        verb.Of("trial-balance", "Balances of all accounts; 1 when a currency's total is not zero.", Run, AsOf, KnownAt);

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/trial-balance", stop, ("as_of", given.Value(AsOf)), ("known_at", given.Value(KnownAt)))).Must();
        given.Show(answer, () => Print(given.Screen, answer));
        return answer.GetProperty("totals").EnumerateObject().All(total => IsZero(total.Value)) ? ExitCode.Ok : ExitCode.Found;
    }

    static void Print(Screen screen, JsonElement answer) =>
        screen.Table(
            ["Account", "Currency", new Column("Balance", IsNumber: true)],
            [
                .. answer.List("balances").Select(row => (string?[])[row.Text("account"), row.Text("currency"), row.Text("balance")]),
                .. answer.GetProperty("totals").EnumerateObject().Select(total => (string?[])["Total", total.Name, total.Value.GetString()]),
            ]
        );

    static bool IsZero(JsonElement amount) => decimal.Parse(amount.GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture) == 0m;
}
