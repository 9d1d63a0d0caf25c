using System.Diagnostics.CodeAnalysis;

namespace AccountingSync.Accounting.Rules;

/// <summary>A piece of a template: literal text, or a field in braces with an optional default, {category|uncategorised}.</summary>
public sealed record TemplatePart(string? Literal, Field.Text? Field, string? Default)
{
    /// <summary>The pieces of a template, which may hold any field that has one text in this scope.</summary>
    internal static bool TrySplit(
        string text,
        ElementKind scope,
        out List<(int Offset, TemplatePart Part)> parts,
        [NotNullWhen(false)] out ParseProblem? problem
    )
    {
        parts = [];
        problem = null;
        var at = 0;
        while (at < text.Length)
        {
            var brace = text.AsSpan(at).IndexOfAny('{', '}');
            if (brace != 0)
            {
                var literal = brace < 0 ? text[at..] : text[at..(at + brace)];
                parts.Add((at, new TemplatePart(literal, null, null)));
                at += literal.Length;
                continue;
            }
            var close = text.IndexOf('}', at);
            if (text[at] == '}' || close < 0)
            {
                problem = new(at, $"'{text}' has a brace without its partner", "Write fields as {name} or {name|default}.");
                return false;
            }
            var inside = text[(at + 1)..close];
            var bar = inside.IndexOf('|', StringComparison.Ordinal);
            var name = (bar < 0 ? inside : inside[..bar]).Trim();
            if (!TryFind(name, scope, out var field, out problem))
            {
                problem = problem with { Offset = at + 1 };
                return false;
            }
            parts.Add((at, new TemplatePart(null, field, bar < 0 ? null : inside[(bar + 1)..].Trim())));
            at = close + 1;
        }
        return true;
    }

    /// <summary>The field that has exactly one text per transaction or element.</summary>
    public static bool TryFind(
        string name,
        ElementKind scope,
        [NotNullWhen(true)] out Field.Text? field,
        [NotNullWhen(false)] out ParseProblem? problem
    )
    {
        field = null;
        if (!Fields.TryFind(name, scope, out var found, out var advice))
            problem = new(0, $"unknown field '{name}'", advice);
        else if (found is Field.Texts)
        {
            var (collection, single) = (
                name[..name.IndexOf('.', StringComparison.Ordinal)],
                name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]
            );
            problem = new(
                0,
                $"'{name}' can have several values",
                $"Use a line with 'each: {collection}' and {{{Elements.OfCollection(collection).Singular()}.{single}}}."
            );
        }
        else if (found is not Field.Text text)
            problem = new(0, $"'{name}' is no text", "Only texts can stand in a name or a description.");
        else
        {
            field = text;
            problem = null;
            return true;
        }
        return false;
    }
}
