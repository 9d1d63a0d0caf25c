using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Reads YAML into pieces that know their place. Only what a rule file needs: anchors, aliases and tags are
/// refused (an alias can make a small file huge), and so are keys that appear twice.</summary>
sealed class YamlTreeReader
{
    const int DeepestLevel = 24;

    readonly Parser parser;
    readonly RuleErrors errors;

    YamlTreeReader(string text, RuleErrors errors)
    {
        parser = new Parser(new StringReader(text));
        this.errors = errors;
    }

    /// <summary>Null when the text is no YAML; the error says where.</summary>
    public static YamlPiece? Read(string text, RuleErrors errors)
    {
        try
        {
            return new YamlTreeReader(text, errors).Document();
        }
        catch (YamlException error)
        {
            errors.Add(
                (int)error.Start.Line,
                (int)error.Start.Column,
                $"this is no YAML: {error.InnermostMessage()}",
                "Check indentation, colons, quotes and brackets around here."
            );
            return null;
        }
    }

    YamlPiece? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            errors.Add(1, 1, "the file is empty", "Begin with 'ruleset: <name>'.");
            return null;
        }
        parser.Consume<DocumentStart>();
        var piece = Piece(1);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            errors.Add((int)second.Start.Line, (int)second.Start.Column, "a second document begins here", "Write one rule set per file.");
        return piece;
    }

    YamlPiece Piece(int level)
    {
        var next = parser.Consume<ParsingEvent>();
        var (line, column) = ((int)next.Start.Line, (int)next.Start.Column);
        if (level > DeepestLevel)
            throw new YamlException(next.Start, next.End, string.Create(CultureInfo.InvariantCulture, $"more than {DeepestLevel} levels"));
        if (next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
            throw new YamlException(
                next.Start,
                next.End,
                "anchors (&), aliases (*) and tags (!) are not used in rule files; quote the text if it begins with one of these"
            );
        switch (next)
        {
            case Scalar scalar:
                return new YamlPiece.Scalar(scalar.Value, scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted, line, column);
            case SequenceStart:
                var items = new List<YamlPiece>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                    items.Add(Piece(level + 1));
                return new YamlPiece.Sequence(items, line, column);
            default:
                return Mapping(level, line, column);
        }
    }

    YamlPiece.Mapping Mapping(int level, int line, int column)
    {
        var pairs = new List<YamlPair>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var piece = Piece(level + 1);
            var value = Piece(level + 1);
            if (piece is not YamlPiece.Scalar key)
                errors.Add(piece.Line, piece.Column, $"{piece.Describe()} stands where a key is expected", "Write 'key: value'.");
            else if (pairs.Any(pair => pair.Key.Text == key.Text))
                errors.Add(key.Line, key.Column, $"the key '{key.Text}' appears twice", "Keep one of them.");
            else
                pairs.Add(new YamlPair(key, value));
        }
        return new YamlPiece.Mapping(pairs, line, column);
    }
}

file static class YamlExceptionText
{
    /// <summary>The library's own sentence, without a full stop at its end.</summary>
    public static string InnermostMessage(this YamlException error) => (error.InnerException?.Message ?? error.Message).TrimEnd('.', ' ');
}
