using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>The shapes that every part of a rule file is checked for.</summary>
static class PieceReading
{
    /// <summary>The piece as a group of keys, with every key that is not known reported.</summary>
    public static YamlPiece.Mapping? AsMapping(this YamlPiece piece, string what, IReadOnlyCollection<string> known, RuleErrors errors)
    {
        if (piece is not YamlPiece.Mapping mapping)
        {
            errors.Add(piece, $"{what} is {piece.Describe()}", $"Write keys and values: {string.Join(", ", known)}.");
            return null;
        }
        foreach (var (key, _) in mapping.Pairs)
        {
            if (!known.Contains(key.Text))
                errors.Add(key, $"unknown key '{key.Text}' in {what}", Suggestion.For(key.Text, known));
        }
        return mapping;
    }

    public static YamlPiece.Scalar? AsScalar(this YamlPiece piece, string what, RuleErrors errors)
    {
        if (piece is YamlPiece.Scalar { Text.Length: > 0 } scalar)
            return scalar;
        errors.Add(piece, $"{what} is {piece.Describe()}", "Write one value.");
        return null;
    }

    /// <summary>The items of a list; a single value counts as a list of one.</summary>
    public static IReadOnlyList<YamlPiece> AsList(this YamlPiece piece) => piece is YamlPiece.Sequence sequence ? sequence.Items : [piece];

    public static IReadOnlyList<YamlPiece.Scalar> AsScalars(this YamlPiece piece, string what, RuleErrors errors) =>
        [.. piece.AsList().Select(item => item.AsScalar(what, errors)).OfType<YamlPiece.Scalar>()];

    public static YamlPiece? Required(this YamlPiece.Mapping mapping, string key, string what, string advice, RuleErrors errors)
    {
        var value = mapping.Find(key)?.Value;
        if (value is null)
            errors.Add(mapping, $"{what} has no '{key}'", advice);
        return value;
    }

    public static string? Text(this YamlPiece.Mapping mapping, string key, RuleErrors errors) =>
        mapping.Find(key)?.Value.AsScalar($"'{key}'", errors)?.Text;
}
