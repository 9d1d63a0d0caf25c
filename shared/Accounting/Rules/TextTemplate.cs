using System.Diagnostics.CodeAnalysis;

namespace AccountingSync.Accounting.Rules;

/// <summary>A memo or a description with fields in braces. What is missing leaves nothing behind.</summary>
public sealed class TextTemplate
{
    readonly TemplatePart[] parts;

    TextTemplate(string text, TemplatePart[] parts)
    {
        Text = text;
        this.parts = parts;
    }

    public string Text { get; }

    public override string ToString() => Text;

    internal string? Render(SourceTransaction transaction, object? element)
    {
        string text;
        if (parts.Length == 1)
            text = Value(parts[0], transaction, element) ?? "";
        else if (parts.Length == 2)
            text = string.Concat(Value(parts[0], transaction, element), Value(parts[1], transaction, element));
        else
        {
            var texts = new string?[parts.Length];
            for (var i = 0; i < parts.Length; i++)
                texts[i] = Value(parts[i], transaction, element);
            text = string.Concat(texts);
        }
        text = text.Trim();
        return text.Length == 0 ? null : text;
    }

    static string? Value(TemplatePart part, SourceTransaction transaction, object? element) =>
        part.Literal ?? part.Field!.Read(transaction, element) ?? part.Default;

    public static bool TryParse(
        string text,
        ElementKind scope,
        [NotNullWhen(true)] out TextTemplate? template,
        [NotNullWhen(false)] out ParseProblem? problem
    )
    {
        template = TemplatePart.TrySplit(text, scope, out var parts, out problem)
            ? new TextTemplate(text, [.. parts.Select(pair => pair.Part)])
            : null;
        return template is not null;
    }
}
