using System.Diagnostics;
using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Everything that must be true of a file before it is published: it can be read, its rules balance and are told apart for every
/// transaction, and its own tests come out as written.</summary>
public static class RuleSetExamination
{
    /// <returns>The set when all is in order; otherwise what is wrong, for people.</returns>
    public static (RuleSet? Set, IReadOnlyList<string> Errors) Of(string content, string fileName, CancellationToken stop)
    {
        switch (RuleSetFile.Parse(content, fileName))
        {
            case RuleSetFileResult.Refused(var errors):
                return (null, [.. errors.Select(error => error.Render(content))]);
            case RuleSetFileResult.Read(var set):
                List<string> found =
                [
                    .. RuleSetProof.Problems(set, stop).Select(problem => Render(problem, set, content, fileName)),
                    .. RuleSetFixtures.Run(set).Select(failure => failure.ToString()),
                ];
                return found.Count == 0 ? (set, []) : (null, found);
            default:
                throw new UnreachableException();
        }
    }

    static string Render(RuleProblem problem, RuleSet set, string content, string fileName)
    {
        var (line, column) = set.Rules.First(rule => rule.Id == problem.RuleId).Place;
        var text = new RuleError(fileName, line, column, problem.RuleId, problem.Found, problem.Advice).Render(content);
        if (problem.Example is null)
            return problem.NoExample is null ? text : $"{text}\n      = no example: {problem.NoExample}";
        return $"{text}\n      = for example {ExampleText.Of(problem.Example)}\n      = held: {problem.Outcome}";
    }
}
