using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank.Mt940;

/// <summary>Cuts a file into messages and fields. A message ends at a line with a hyphen, or where the next :20: begins. A line inside :86: that
/// looks like a field and is none of a statement's (a time that was wrapped: ":12:11") is text.</summary>
sealed partial class Mt940Lines
{
    const int MaxFields = 1_000_000;
    const int MaxLines = 200;

    readonly List<Mt940Message> messages = [];
    readonly List<Mt940Field> fields = [];
    List<string> open = [];
    string? type;
    int number;
    int count;

    [GeneratedRegex(
        @"\A:(?<tag>20|21|25P?|28C?|34F|13D?|60[FM]|61|62[FM]|64|65|86|90[CD]|NS|940):",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Field { get; }

    [GeneratedRegex(@"\A:[0-9]{2}[A-Z]?:", RegexOptions.CultureInvariant, 100)]
    private static partial Regex LooksLikeField { get; }

    [GeneratedRegex(@"\{2:[IO](?<type>[0-9]{3})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex MessageType { get; }

    /// <summary>What banks put before a message: a BIC, the type of the message.</summary>
    [GeneratedRegex(@"\A[A-Z0-9]{3,16}\z", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Envelope { get; }

    public static IReadOnlyList<Mt940Message> Read(string text)
    {
        var lines = new Mt940Lines();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            lines.Take(line.Trim('\u0001', '\u0003', '\ufeff'));
        lines.EndMessage();
        return lines.messages;
    }

    void Take(string line)
    {
        number++;
        if (line.StartsWith("{1:", StringComparison.Ordinal))
            EndMessage();
        if (line.StartsWith('{') && fields.Count == 0)
            TakeEnvelope(line);
        else if (line.TrimEnd() == "-" || line.StartsWith("-}", StringComparison.Ordinal))
            EndMessage();
        else if (Field.Match(line) is { Success: true } match)
            Begin(match.Groups["tag"].Value, line[match.Length..]);
        else
            Continue(line);
    }

    void TakeEnvelope(string line)
    {
        if (MessageType.Match(line) is { Success: true } match)
            type = match.Groups["type"].Value;
        var text = line.IndexOf("{4:", StringComparison.Ordinal);
        if (text >= 0 && line[(text + 3)..] is { Length: > 0 } rest && Field.Match(rest) is { Success: true } first)
            Begin(first.Groups["tag"].Value, rest[first.Length..]);
    }

    void Begin(string tag, string text)
    {
        if (tag == "940")
        {
            EndMessage();
            type = tag;
            return;
        }
        if (tag == "20" && fields.Count > 0)
            EndMessage();
        if (++count > MaxFields)
            throw new BankShapeException(
                Place,
                $":{tag}:",
                "too-large",
                $"More than {MaxFields} fields are not read. Ask the bank for fewer days in one file."
            );
        open = [text];
        fields.Add(new Mt940Field(tag, open, number));
    }

    void Continue(string line)
    {
        var tag = fields.Count > 0 ? fields[^1].Tag : null;
        if (string.IsNullOrWhiteSpace(line))
            return;
        if (open.Count >= MaxLines)
            throw new BankShapeException(
                Place,
                $":{tag}:",
                "too-large",
                $"The field has more than {MaxLines} lines. Send the file as the bank made it."
            );
        if (tag is "86" or "NS")
            open.Add(line);
        else if (LooksLikeField.Match(line) is { Success: true } unknown)
            throw new BankShapeException(
                Place,
                unknown.Value,
                "unknown-field",
                $"{unknown.Value} is no field of a statement. Ask the bank what it means."
            );
        else if (tag is not null)
            open.Add(line);
        else if (!Envelope.IsMatch(line.Trim()))
            throw new BankShapeException(
                Place,
                "file",
                "no-field",
                $"'{Cut(line)}' is no field of an MT940, such as :20:, nor of the envelope before it. Send the file as the bank made it."
            );
    }

    void EndMessage()
    {
        if (fields.Count > 0)
            messages.Add(new Mt940Message(type, [.. fields]));
        fields.Clear();
        open = [];
        type = null;
    }

    string Place => string.Create(CultureInfo.InvariantCulture, $"line {number}");

    static string Cut(string line) => BankTexts.Kept(line.Length > 40 ? line[..40] + "…" : line);
}
