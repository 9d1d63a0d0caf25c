using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay.Checks;

/// <summary>What the doors answered, and what they counted.</summary>
static class DoorChecks
{
    public static IEnumerable<DemoCheck> Of(SentLog log, Findings findings)
    {
        var wrong = log.Answers.Where(answer => !answer.AsWanted).ToList();
        yield return new DemoCheck(
            "bad input gets the documented answer",
            wrong.Count == 0,
            wrong.Count == 0
                ? string.Join("; ", log.Answers.Select(answer => $"{answer.What}: {answer.Got}"))
                : string.Join("; ", wrong.Select(answer => $"{answer.What}: wanted {answer.Wanted}, got {answer.Got}"))
        );
        yield return Equal("everything that was sent is received", log.Expected.Count, findings.Count("received"), Doors(log));
        yield return Equal("duplicates are recognised", log.Duplicates, findings.Count("duplicates"), "one in ten was sent twice");
        yield return Equal("invalid ones are refused", log.Invalid, findings.Count("refused"), $"besides {log.Forged} forged webhooks");
        yield return Equal("other content under a known id is seen", log.Conflicts, findings.Count("conflicts"), "the first stays");
        var poison = findings.DeadLetters.Count(letter => letter.Text("place")?.EndsWith(".rejected", StringComparison.Ordinal) == true);
        yield return new DemoCheck("the poison message is set aside", poison > 0, $"{poison} among the dead letters");
        var outcomes = new[] { "posted", "held", "rejected", "superseded" }.ToDictionary(name => name, findings.Count);
        yield return new DemoCheck(
            "counts add up",
            outcomes.Values.Sum() == findings.Count("received"),
            $"received {findings.Count("received")} = {string.Join(" + ", outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}"))}"
        );
    }

    static string Doors(SentLog log) => string.Join(", ", log.ByDoor.OrderBy(door => door.Key).Select(door => $"{door.Key} {door.Value}"));

    static DemoCheck Equal(string name, long sent, long seen, string detail) => new(name, sent == seen, $"sent {sent}, counted {seen} ({detail})");
}
