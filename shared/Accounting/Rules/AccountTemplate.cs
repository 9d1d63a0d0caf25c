using System.Diagnostics.CodeAnalysis;

namespace AccountingSync.Accounting.Rules;

/// <summary>The account of a line, with fields in braces: <c>income:sales:{category|uncategorised}</c>. Its root is one of
/// <see cref="AccountName.Roots"/> and is never a field, so no transaction can choose the type of an account.</summary>
public sealed class AccountTemplate
{
    readonly TemplatePart[] parts;
    readonly string? constant;

    // Of a literal and a field: the names, by what the field said.
    readonly Recent<string> recent = new();

    AccountTemplate(string text, TemplatePart[] parts)
    {
        Text = text;
        this.parts = parts;
        constant = parts is [{ Literal: { } literal }] ? literal : null;
        Pattern = string.Concat(parts.Select(part => part.Literal ?? AccountPattern.Any)).Split(AccountName.Separator);
    }

    public string Text { get; }

    /// <summary>The fields without which there is no account.</summary>
    internal IEnumerable<Field.Text> Needs => parts.Where(part => part.Field is not null && part.Default is null).Select(part => part.Field!);

    /// <summary>The segments; each that holds a field holds a * too.</summary>
    internal IReadOnlyList<string> Pattern { get; }

    public override string ToString() => Text;

    /// <summary>The account for this transaction, or the part that has no usable value.</summary>
    internal string? Render(SourceTransaction transaction, object? element, out TemplatePart? unusable)
    {
        unusable = null;
        if (constant is not null)
            return constant;
        // Most have a literal and one field.
        if (parts is [{ Literal: { } literal }, { Field: { } field } part])
        {
            var read = field.Read(transaction, element);
            if (read is not null && recent.Find(read) is { } known)
                return known;
            if (Value(part, transaction, element, ref unusable) is not { } last)
                return null;
            var name = string.Concat(literal, last);
            return read is null ? name : recent.Add(read, name);
        }
        var texts = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (Value(parts[i], transaction, element, ref unusable) is not { } text)
                return null;
            texts[i] = text;
        }
        return string.Concat(texts);
    }

    /// <summary>What stands for a part; null, and then the part is unusable, when nothing can.</summary>
    static string? Value(TemplatePart part, SourceTransaction transaction, object? element, ref TemplatePart? unusable)
    {
        var value = part.Literal;
        if (part.Field is not null)
            value = part.Field.Read(transaction, element) is { } read ? AccountName.Segment(read) : part.Default;
        if (value is null)
            unusable = part;
        return value;
    }

    public static bool TryParse(
        string text,
        ElementKind scope,
        [NotNullWhen(true)] out AccountTemplate? template,
        [NotNullWhen(false)] out ParseProblem? problem
    )
    {
        template = null;
        if (!TemplatePart.TrySplit(text, scope, out var parts, out problem))
            return false;
        problem = Check(text, parts);
        if (problem is null)
            template = new AccountTemplate(text, [.. parts.Select(pair => pair.Part)]);
        return template is not null;
    }

    static ParseProblem? Check(string text, List<(int Offset, TemplatePart Part)> parts)
    {
        var first = parts is [(_, { Literal: { } literal }), ..] ? literal : "";
        var colon = first.IndexOf(AccountName.Separator, StringComparison.Ordinal);
        var root = colon < 0 ? first : first[..colon];
        if (colon < 0 || !AccountName.Roots.Contains(root))
        {
            var found =
                root.Length == 0 || (colon < 0 && parts.Count > 1) ? $"'{text}' does not begin with a root" : $"'{root}' is no root of accounts";
            if (AccountName.Roots.Contains(root) && parts.Count <= 1)
                return new(0, $"'{text}' is a root alone", $"Name an account below it, such as {root}:general.");
            return new(0, found, $"Begin with one of: {string.Join(", ", AccountName.Roots.Select(name => name + ":"))}.");
        }
        foreach (var (offset, part) in parts)
        {
            if (part.Default is { } fallback && !AccountName.IsSafeSegment(fallback))
                return new(offset, $"the default '{fallback}' cannot stand in an account", "Use lower-case letters, digits and hyphens.");
        }
        // With a letter in the place of each field, what is left must be a well-formed name.
        var shape = string.Concat(parts.Select(pair => pair.Part.Literal ?? "x"));
        var bad = Array.Find(shape.Split(AccountName.Separator), segment => !AccountName.IsSafeSegment(segment));
        return bad is null
            ? null
            : new(0, $"'{text}' is no account name", "Use lower-case letters, digits and hyphens, with a colon between the levels.");
    }
}
