using AccountingSync.Integration.Tests.Faults;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>One seed: a day under faults, and then the same facts in another order under others. Both must end in the same books.</summary>
static class Playthrough
{
    const int ShownSteps = 60;

    public static IReadOnlyList<string> Violations(ulong seed, Without without = Without.Nothing, List<string>? trace = null)
    {
        var dice = new Dice(seed);
        var first = new World(dice, Day.Planned(dice), Faults.Drawn(dice), without, trace);
        var violations = Play(first);
        if (violations.Count > 0)
            return violations;
        trace?.Add("=== the same in another order");
        var second = new World(
            dice,
            Day.Of(first.Ingestion.Accepted, dice),
            Faults.Drawn(dice) with
            {
                AnswerLost = Faults.None.AnswerLost,
            },
            without,
            trace
        );
        violations = Play(second);
        return violations.Count > 0 ? violations : [.. Differences(first, second)];
    }

    /// <summary>The violations of a seed, with the last steps of what they are about.</summary>
    public static string Report(ulong seed, Without without = Without.Nothing)
    {
        var trace = new List<string>();
        var violations = Violations(seed, without, trace);
        var subjects = violations.SelectMany(violation => violation.Split(' ', ',', '(', ')')).Where(IsSubject).ToHashSet();
        var shown = trace.Where(step => subjects.Count == 0 || subjects.Any(step.Contains) || IsTurn(step)).TakeLast(ShownSteps);
        return $"Seed {seed}:\n  {string.Join("\n  ", violations)}\nThe last of {trace.Count} steps that concern it:\n  {string.Join("\n  ", shown)}";
    }

    /// <summary>A transaction, such as t-3, b-1-2 or p-1, or a key at a platform.</summary>
    static bool IsSubject(string word) =>
        word is ['t' or 's' or 'b' or 'p', '-', ..] || word.StartsWith("AS", StringComparison.Ordinal) && word.Length == 20;

    /// <summary>What changes everything after it.</summary>
    static bool IsTurn(string step) =>
        step.StartsWith("---", StringComparison.Ordinal)
        || step.StartsWith("===", StringComparison.Ordinal)
        || step.Contains(" dies at ", StringComparison.Ordinal)
        || step.Contains("loses", StringComparison.Ordinal)
        || step.Contains("is published", StringComparison.Ordinal);

    static List<string> Play(World world)
    {
        var cameToRest = world.Play();
        List<string> violations = [.. Oracle.Violations(world)];
        if (!cameToRest)
            violations.Insert(0, "it never comes to rest");
        return violations;
    }

    static IEnumerable<string> Differences(World one, World other)
    {
        var books = Oracle.OfTransactions(one);
        var others = Oracle.OfTransactions(other);
        foreach (var id in books.Select(entries => entries.Key).Union(others.Select(entries => entries.Key)))
        {
            var (is_, was) = (Text(other, one, others[id]), Text(one, other, books[id]));
            if (is_ != was)
                yield return $"the books depend on the order: of {id} they say {was}, and in another order {is_}";
        }
    }

    /// <summary>By which clock a day is fixed depends on what was set when it was accepted; all else does not depend on the order.</summary>
    static string Text(World of, World beside, IEnumerable<AccountingSync.Accounting.JournalEntry> entries) =>
        string.Join(
            " and ",
            entries.Select(entry =>
                DayFixed(of, entry) == DayFixed(beside, entry)
                    ? $"revision {entry.Origin.Revision} on {entry.Date:yyyy-MM-dd} {Oracle.Lines(entry)}"
                    : $"revision {entry.Origin.Revision} {Oracle.Lines(entry)}"
            )
        );

    static DateOnly? DayFixed(World world, AccountingSync.Accounting.JournalEntry entry) =>
        world
            .Ingestion.Accepted.FirstOrDefault(fact => fact.Id == entry.Origin.TransactionId && fact.Revision == entry.Origin.Revision)
            ?.FirstAccepted!.OccurredOn;
}
