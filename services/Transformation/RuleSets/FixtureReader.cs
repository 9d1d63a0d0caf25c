using System.Globalization;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Days;
using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Reads the examples at the end of a rule file.</summary>
static class FixtureReader
{
    static readonly string[] Keys = ["name", "after", "given", "accepted_at", "expect"];
    static readonly string[] ExpectKeys = ["lines", "date", "rule", "held"];

    public static IReadOnlyList<RuleFixture> ReadAll(YamlPiece.Mapping root, RuleErrors errors)
    {
        if (root.Find("tests") is not { } pair)
            return [];
        var fixtures = new List<RuleFixture>();
        foreach (var piece in pair.Value.AsList())
        {
            if (Read(piece, errors) is not { } fixture)
                continue;
            if (fixtures.Any(other => other.Name == fixture.Name))
                errors.Add(piece, $"the test '{fixture.Name}' appears twice", "Give each test its own name.");
            fixtures.Add(fixture);
        }
        return fixtures;
    }

    static RuleFixture? Read(YamlPiece piece, RuleErrors errors)
    {
        if (piece.AsMapping("a test", Keys, errors) is not { } mapping)
            return null;
        const string Advice = "Write a name, the transaction given and what to expect.";
        var name = mapping.Required("name", "a test", Advice, errors)?.AsScalar("'name'", errors);
        var given = mapping.Required("given", "a test", Advice, errors) is { } transaction ? TransactionReader.Read(transaction, errors) : null;
        var after = mapping.Find("after")?.Value.AsList().Select(earlier => TransactionReader.Read(earlier, errors)).ToList() ?? [];
        if (mapping.Find("accepted_at") is { } accepted && TransactionReader.Moment(accepted.Value, "'accepted_at'", errors) is { } at)
            given = given is null ? null : given with { FirstAccepted = new FirstAcceptance(at) };
        var expect = mapping.Required("expect", "a test", Advice, errors) is { } value ? Expectation(value, errors) : null;
        return name is null || given is null || expect is null
            ? null
            : new RuleFixture(name.Text, given, expect, piece.Line) { After = [.. after.OfType<SourceTransaction>()] };
    }

    static FixtureExpectation? Expectation(YamlPiece piece, RuleErrors errors)
    {
        if (piece.AsMapping("'expect'", ExpectKeys, errors) is not { } mapping)
            return null;
        var lines = mapping.Find("lines");
        var held = mapping.Find("held");
        if (lines is null == held is null)
        {
            errors.Add(
                mapping,
                lines is null ? "the test expects nothing" : "the test expects both lines and a reason to hold",
                "Write either lines or held."
            );
            return null;
        }
        if (held is not null)
            return Holds(held, errors);
        DateOnly? date = null;
        if (mapping.Find("date") is { } day)
        {
            if (
                day.Value is YamlPiece.Scalar scalar
                && DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            )
                date = read;
            else
                errors.Add(day.Value, $"{day.Value.Describe()} is no date", "Write year-month-day, as in 2026-01-31.");
        }
        var texts = lines!.Value.AsScalars("a line", errors);
        foreach (var text in texts.Where(text => !IsLine(text.Text)))
            errors.Add(text, $"'{text.Text}' is no line", "Write it like dr assets:cash 10.00 USD, with all of the currency's decimals.");
        return new FixtureExpectation.Posts([.. texts.Select(text => text.Text)], date, mapping.Text("rule", errors));
    }

    static FixtureExpectation.Holds? Holds(YamlPair held, RuleErrors errors)
    {
        if (held.Value.AsScalar("'held'", errors) is not { } code)
            return null;
        if (HeldReason.All.Contains(code.Text))
            return new FixtureExpectation.Holds(code.Text);
        errors.Add(code, $"'{code.Text}' is no reason to hold", Suggestion.For(code.Text, HeldReason.All.ToList()));
        return null;
    }

    static bool IsLine(string text)
    {
        var words = text.Split(' ');
        return words.Length >= 4
            && words[0] is "dr" or "cr"
            && decimal.TryParse(words[2], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && Accounting.Currencies.TryFind(words[3], out var currency)
            && currency.Format(amount) == words[2];
    }
}
