using System.Globalization;
using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Reads the rules, and what must be true of all of them together.</summary>
static class RuleReader
{
    const int MostRules = 1000;
    const int MostLines = 100;

    static readonly string[] Keys = ["id", "priority", "when", "description", "lines", "reverse", "assert"];

    public static IReadOnlyList<Rule> ReadAll(YamlPiece.Mapping root, ChartOfAccounts chart, RuleErrors errors)
    {
        if (root.Required("rules", "the file", "Add at least one rule.", errors) is not { } value)
            return [];
        var pieces = value.AsList();
        if (pieces.Count > MostRules)
            errors.Add(value, $"the set has {pieces.Count} rules", $"At most {MostRules} are read.");
        var rules = new List<(Rule Rule, YamlPiece Piece)>();
        foreach (var piece in pieces.Take(MostRules))
        {
            errors.RuleId = null;
            if (Read(piece, chart, errors) is not { } rule)
                continue;
            CheckAgainst(rules, rule, piece, errors);
            rules.Add((rule, piece));
        }
        return [.. rules.Select(pair => pair.Rule)];
    }

    static void CheckAgainst(List<(Rule Rule, YamlPiece Piece)> earlier, Rule rule, YamlPiece piece, RuleErrors errors)
    {
        foreach (var (other, place) in earlier)
        {
            if (other.Id == rule.Id)
                errors.Add(
                    IdOf(piece),
                    $"the id '{rule.Id}' is used in line {place.Line} already",
                    "Give each rule its own id: entries name it for good."
                );
            else if (other.Priority == rule.Priority && other.When.ToString() == rule.When.ToString())
                errors.Add(
                    IdOf(piece),
                    $"the rule has the same condition and priority as '{other.Id}'",
                    "Give the one that shall win a higher priority, or narrow one of them."
                );
        }
    }

    static YamlPiece IdOf(YamlPiece rule) => ((YamlPiece.Mapping)rule).Find("id")!.Value;

    static Rule? Read(YamlPiece piece, ChartOfAccounts chart, RuleErrors errors)
    {
        errors.RuleId = (piece as YamlPiece.Mapping)?.Find("id")?.Value is YamlPiece.Scalar { Text.Length: > 0 } known ? known.Text : null;
        if (piece.AsMapping("a rule", Keys, errors) is not { } mapping)
            return null;
        var id = mapping.Required("id", "a rule", "Give it a short name that stays.", errors)?.AsScalar("'id'", errors);
        var when = mapping.Required("when", "a rule", "Say which transactions it is for, as in when: { kind: sale }.", errors) is { } condition
            ? ConditionReader.Read(condition, ElementKind.None, errors)
            : null;
        var reverse = ReverseReader.Read(mapping, when, chart, errors);
        var lines = reverse is null ? mapping.Required("lines", "a rule", "Add at least one debit and one credit.", errors) : null;
        var description = mapping.Find("description")?.Value.AsScalar("'description'", errors);
        var template = description is null ? null : LineReader.Text(description, ElementKind.None, errors);
        var read = lines is null ? [] : Lines(lines, chart, errors);
        var assert = AssertReader.Read(mapping, when, read, chart, errors);
        var priority = Priority(mapping, errors);
        if (id is null || when is null)
            return null;
        return new Rule
        {
            Id = id.Text,
            Priority = priority,
            When = when,
            Lines = read,
            Reverse = reverse,
            Assert = assert,
            Description = template,
            Place = (id.Line, id.Column),
        };
    }

    static List<RuleLine> Lines(YamlPiece piece, ChartOfAccounts chart, RuleErrors errors)
    {
        var pieces = piece.AsList();
        if (pieces.Count is < 2 or > MostLines)
            errors.Add(
                piece,
                $"the rule has {pieces.Count} line{(pieces.Count == 1 ? "" : "s")}",
                $"An entry needs a debit and a credit; write 2 to {MostLines} lines."
            );
        return [.. pieces.Take(MostLines).Select(line => LineReader.Read(line, chart, errors)).OfType<RuleLine>()];
    }

    static int Priority(YamlPiece.Mapping mapping, RuleErrors errors)
    {
        if (mapping.Find("priority")?.Value.AsScalar("'priority'", errors) is not { } value)
            return Rule.DefaultPriority;
        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var priority) && priority <= 1_000_000)
            return priority;
        errors.Add(value, $"'{value.Text}' is no priority", "Write a whole number from 0 to 1000000; the highest wins.");
        return Rule.DefaultPriority;
    }
}
