using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.CanonicalForm;

/// <summary>Reads the canonical form strictly: one transaction, or an array of them. What is not documented is refused
/// and not guessed at, because a misread amount is worse than a refused one.</summary>
public static class TransactionReader
{
    /// <summary>Most transactions in one body.</summary>
    public const int MaxElements = 1_000;

    /// <summary>The form itself needs four levels: array, transaction, list, part.</summary>
    public const int MaxDepth = 8;

    static readonly JsonReaderOptions Strict = new()
    {
        CommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
        AllowMultipleValues = false,
        MaxDepth = 64, // The walk below stops far earlier, with a message of its own.
    };

    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="utf8">The body as received. A byte order mark is skipped: it changes no meaning, and some tools cannot
    /// write a file without one.</param>
    public static DocumentResult Read(ReadOnlySpan<byte> utf8)
    {
        var start = utf8.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        if (!Utf8.IsValid(utf8))
            return Malformed("not-utf8", "The body is not valid UTF-8.");
        var elements = new List<Range>();
        var walk = new Utf8JsonReader(utf8[start..], Strict);
        bool isArray;
        try
        {
            if (FindElements(ref walk, start, elements, out isArray) is { } problem)
                return problem;
        }
        catch (JsonException error)
        {
            return Malformed("not-json", string.Create(CultureInfo.InvariantCulture, $"The body is no JSON: {Position(error)}."));
        }
        var results = new ReadResult[elements.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var (offset, length) = elements[i].GetOffsetAndLength(utf8.Length);
            results[i] = ReadElement(utf8.Slice(offset, length), offset);
        }
        return new DocumentResult.Elements(isArray, results);
    }

    // Walks all of the body first, so that an element is accepted only when the body is whole.
    static DocumentResult.Malformed? FindElements(ref Utf8JsonReader json, int start, List<Range> elements, out bool isArray)
    {
        json.Read();
        isArray = json.TokenType == JsonTokenType.StartArray;
        if (!isArray && json.TokenType != JsonTokenType.StartObject)
            return Malformed("type", "The body must be one transaction object or an array of them.");
        var elementDepth = isArray ? 1 : 0;
        var elementStart = (int)json.TokenStartIndex;
        do
        {
            if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && json.CurrentDepth >= MaxDepth)
                return Malformed("too-deep", $"Nested deeper than {MaxDepth} levels, at byte {start + json.TokenStartIndex + 1}.");
            if (json.CurrentDepth != elementDepth || json.TokenType == JsonTokenType.PropertyName)
                continue;
            if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                elementStart = (int)json.TokenStartIndex;
                continue;
            }
            var isEnd = json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            elements.Add((start + (isEnd ? elementStart : (int)json.TokenStartIndex))..(start + (int)json.BytesConsumed));
            if (elements.Count > MaxElements)
                return Malformed("too-many", $"More than {MaxElements} transactions; send them in several requests.");
        } while (json.Read());
        return elements.Count == 0 ? Malformed("empty", "The array holds no transaction.") : null;
    }

    static ReadResult ReadElement(ReadOnlySpan<byte> element, int offset)
    {
        var reader = new ElementReader(new Utf8JsonReader(element, Strict));
        var transaction = reader.Read();
        if (reader.Problems.Count == 0 && transaction is not null)
        {
            var broken = TransactionRules.Check(transaction);
            if (broken.Count == 0)
                return new ReadResult.Read(transaction, offset, element.Length);
            reader.Problems.AddRange(broken.Take(ElementReader.MaxProblems));
        }
        return new ReadResult.Invalid(
            reader.Problems,
            Unless(reader.Problems, "/source", reader.Source),
            Unless(reader.Problems, "/id", reader.Id),
            reader.Revision
        );
    }

    // A refused text (a card number, ten thousand characters) is not repeated in answers and logs.
    static string? Unless(List<FieldProblem> problems, string pointer, string? text) =>
        problems.Exists(problem => string.Equals(problem.Pointer, pointer, StringComparison.Ordinal)) ? null : text;

    static string Position(JsonException error) =>
        error is { LineNumber: { } line, BytePositionInLine: { } position }
            ? string.Create(CultureInfo.InvariantCulture, $"unexpected content or end in line {line + 1}, byte {position + 1}")
            : "unexpected content";

    static DocumentResult.Malformed Malformed(string rule, string message) => new(new FieldProblem("", rule, message));
}
