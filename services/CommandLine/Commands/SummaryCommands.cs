using System.CommandLine;
using System.Globalization;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Days that platforms get as one document, and what is behind them.</summary>
static class SummaryCommands
{
    static readonly Option<string?> Connection = new("--connection") { Description = "Of this one alone." };
    static readonly Option<DateOnly?> Date = new("--date") { Description = "Of this day alone." };
    static readonly Option<string?> Account = new("--account") { Description = "Only entries with a line on this account." };
    static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };
    static readonly Argument<Guid> Summary = new("SUMMARY") { Description = "Its id, as listed." };

    public static Command Build(Verb verb) =>
        Verb.Group(
            "summaries",
            "Days and payouts that connections get as one document.",
            verb.Of("list", "The latest day first, with what waits for the next.", List, Connection, Date, Limit),
            verb.Of("entries", "The entries behind a summary, or behind its lines on one account.", Entries, Summary, Account, Limit)
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (
            await console.Get(
                "v1/summaries",
                stop,
                ("connection", given.Value(Connection)),
                ("date", given.Value(Date)?.ToString("O", CultureInfo.InvariantCulture)),
                ("limit", given.Value(Limit))
            )
        ).Must();
        given.Show(
            answer,
            () =>
                given.Screen.Table(
                    [
                        "Connection",
                        "Date",
                        "Group",
                        new Column("Part", IsNumber: true),
                        new Column("Entries", IsNumber: true),
                        "State",
                        "There as",
                        "Made",
                        "Summary",
                    ],
                    answer
                        .List("summaries")
                        .Select(row =>
                            (string?[])
                                [
                                    row.Text("connection"),
                                    row.Text("date"),
                                    row.Text("group"),
                                    row.Text("number"),
                                    row.Text("entries"),
                                    row.Text("state"),
                                    row.Text("platform_id"),
                                    row.Moment("at"),
                                    row.Text("summary_id"),
                                ]
                        )
                )
        );
        return ExitCode.Ok;
    }

    static async Task<int> Entries(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var account = given.Value(Account);
        var answer = (
            await console.Get($"v1/summaries/{given.Value(Summary)}/entries", stop, ("account", account), ("limit", given.Value(Limit)))
        ).Must();
        given.Show(
            answer,
            () =>
            {
                given.Screen.Table(
                    ["Source", "Transaction", "Part", "Account", new Column("Amount", IsNumber: true), "Currency"],
                    answer
                        .List("entries")
                        .SelectMany(entry =>
                            entry
                                .List("lines")
                                .Where(line => account is null || line.Text("account") == account)
                                .Select(line =>
                                    (string?[])
                                        [
                                            entry.Text("source"),
                                            entry.Text("transaction_id"),
                                            entry.Text("part"),
                                            line.Text("account"),
                                            line.Text("amount"),
                                            line.Text("currency"),
                                        ]
                                )
                        )
                );
                if (answer.Text("next") is not null)
                    given.Screen.Line("There are more: raise --limit.");
            }
        );
        return ExitCode.Ok;
    }
}
