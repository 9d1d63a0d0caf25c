using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Reads a condition: keys are fields, or any, all and not; all of them must hold.</summary>
static class ConditionReader
{
    static readonly string[] PredicateKeys = ["is", "not", "exists", "matches"];

    public static Condition? Read(YamlPiece piece, ElementKind scope, RuleErrors errors)
    {
        if (piece is YamlPiece.Scalar { Text.Length: > 0 } text)
        {
            if (ConditionText.TryParse(text.Text, scope, out var condition, out var problem))
                return condition;
            errors.Add(text, problem);
            return null;
        }
        if (piece is not YamlPiece.Mapping mapping)
        {
            errors.Add(piece, $"the condition is {piece.Describe()}", "Write fields and values, as in { kind: sale, source: [stripe, square] }.");
            return null;
        }
        if (mapping.Pairs.Count == 0)
        {
            errors.Add(piece, "the condition is empty and would match everything", "Name at least one field, as in { kind: sale }.");
            return null;
        }
        var before = errors.Count;
        var parts = mapping.Pairs.Select(pair => Part(pair, scope, errors)).OfType<Condition>().ToList();
        return errors.Count > before ? null
            : parts.Count == 1 ? parts[0]
            : new Condition.All(parts);
    }

    static Condition? Part(YamlPair pair, ElementKind scope, RuleErrors errors)
    {
        switch (pair.Key.Text)
        {
            case "any":
                return Parts(pair, scope, errors) is { Count: > 0 } any ? new Condition.Any(any) : null;
            case "all":
                return Parts(pair, scope, errors) is { Count: > 0 } all ? new Condition.All(all) : null;
            case "not":
                return Read(pair.Value, scope, errors) is { } part ? new Condition.Not(part) : null;
            default:
                if (Fields.TryFind(pair.Key.Text, scope, out var field, out var advice))
                    return Test(field, pair.Value, errors);
                errors.Add(pair.Key, $"unknown field '{pair.Key.Text}'", advice);
                return null;
        }
    }

    static List<Condition>? Parts(YamlPair pair, ElementKind scope, RuleErrors errors)
    {
        if (pair.Value is YamlPiece.Sequence { Items.Count: > 0 } list)
            return [.. list.Items.Select(item => Read(item, scope, errors)).OfType<Condition>()];
        errors.Add(
            pair.Value,
            $"'{pair.Key.Text}' is {(pair.Value is YamlPiece.Sequence ? "an empty list" : pair.Value.Describe())}",
            "Write a list of conditions."
        );
        return null;
    }

    static Condition? Test(Field field, YamlPiece value, RuleErrors errors) =>
        value is YamlPiece.Mapping mapping ? Predicates(field, mapping, errors) : Values(field, value, errors);

    /// <summary>One value or a list of which any may be there.</summary>
    static Condition? Values(Field field, YamlPiece value, RuleErrors errors)
    {
        var pieces = value.AsList();
        if (pieces.Count == 0)
            errors.Add(value, $"'{field}' is compared with an empty list", $"Write values, or {field}: {{ exists: false }} if it must be missing.");
        var before = errors.Count;
        var predicates = new List<Predicate>();
        foreach (var piece in pieces)
        {
            if (piece is not YamlPiece.Scalar scalar)
                errors.Add(piece, $"'{field}' is compared with {piece.Describe()}", "Write a value.");
            else if (PredicateText.TryParse(field, scalar.Text, out var predicate, out var problem))
                predicates.Add(predicate);
            else
                errors.Add(scalar, problem);
        }
        if (errors.Count > before || predicates.Count == 0)
            return null;
        if (predicates.All(predicate => predicate is Predicate.OneOf))
            return new Condition.Test(field, new Predicate.OneOf([.. predicates.Cast<Predicate.OneOf>().SelectMany(one => one.Values).Distinct()]));
        var tests = predicates.Select(Condition (predicate) => new Condition.Test(field, predicate)).ToList();
        return tests.Count == 1 ? tests[0] : new Condition.Any(tests);
    }

    static Condition? Predicates(Field field, YamlPiece.Mapping mapping, RuleErrors errors)
    {
        var before = errors.Count;
        mapping.AsMapping($"the test of '{field}'", PredicateKeys, errors);
        if (mapping.Pairs.Count == 0)
            errors.Add(mapping, $"the test of '{field}' is empty", $"Use one of: {string.Join(", ", PredicateKeys)}.");
        var tests = new List<Condition>();
        foreach (var (key, value) in mapping.Pairs)
        {
            var test = key.Text switch
            {
                "is" => Values(field, value, errors),
                "not" => Test(field, value, errors) is { } negated ? new Condition.Not(negated) : null,
                "exists" => Exists(field, value, errors),
                "matches" => Matches(field, value, errors),
                _ => null,
            };
            if (test is not null)
                tests.Add(test);
        }
        return errors.Count > before ? null
            : tests.Count == 1 ? tests[0]
            : new Condition.All(tests);
    }

    static Condition.Test? Exists(Field field, YamlPiece value, RuleErrors errors)
    {
        if (value is YamlPiece.Scalar { Text: "true" or "false" } wanted)
            return new Condition.Test(field, new Predicate.Exists(wanted.Text == "true"));
        errors.Add(value, $"'exists' is {value.Describe()}", "Write true or false.");
        return null;
    }

    static Condition.Test? Matches(Field field, YamlPiece value, RuleErrors errors)
    {
        if (field is Field.Number or Field.Collection)
            errors.Add(value, $"'{field}' is no text", "A pattern needs a text.");
        else if (value.AsScalar("'matches'", errors) is not { } scalar)
            return null;
        else if (PredicateText.TryParsePattern(scalar.Text, out var predicate, out var problem))
            return new Condition.Test(field, predicate);
        else
            errors.Add(scalar, problem);
        return null;
    }
}
