using System.Globalization;
using System.Net;

namespace AccountingSync.Ingestion.Files.Bank.Ofx;

/// <summary>OFX 1.x as a tree. Only aggregates are closed for certain: an element that has a text ends where the next tag begins.
/// What is not closed and yet holds elements means that the file was cut or edited, and is refused.</summary>
sealed class OfxSgml
{
    const int MaxDepth = 64;
    const int MaxElements = 2_000_000;

    readonly string text;
    readonly Stack<FileElement> open = new();
    FileElement? root;
    int position;
    int line = 1;
    int lineStart;
    int elements;

    OfxSgml(string text) => this.text = text;

    /// <exception cref="BankShapeException">The tags do not fit together.</exception>
    public static FileElement Root(string text) => new OfxSgml(text).Read();

    FileElement Read()
    {
        var start = text.IndexOf("<OFX", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            throw new BankShapeException("file", "OFX", "root", "The file holds no <OFX>. Send the file as the bank made it.");
        Advance(start);
        while (position < text.Length)
        {
            var end = text.IndexOf('>', position);
            if (text[position] != '<' || end < 0)
                throw Wrong("a tag is not closed with '>'.");
            var name = text[(position + 1)..end].Trim();
            if (name.StartsWith('/'))
                Close(name[1..].Trim());
            else if (!name.StartsWith('!') && !name.StartsWith('?'))
                Open(name);
            var next = text.IndexOf('<', end);
            next = next < 0 ? text.Length : next;
            TakeText(text[(end + 1)..next]);
            Advance(next);
        }
        return open.Count == 0 ? root! : throw Wrong($"the file ends, and <{open.Peek().Name}> is not closed: it was cut off.");
    }

    void Open(string name)
    {
        if (name.EndsWith('/'))
            throw Wrong($"<{name}> is XML, and the file is not.");
        CloseValue();
        if (root is not null && open.Count == 0)
            throw Wrong($"<{name}> stands after the end of <OFX>.");
        if (++elements > MaxElements || open.Count >= MaxDepth)
            throw Wrong($"more than {MaxElements} elements, or more than {MaxDepth} within each other, are not read.");
        var element = new FileElement(name.ToUpperInvariant(), "", line, position - lineStart + 1);
        if (open.TryPeek(out var parent))
            parent.Add(element);
        root ??= element;
        open.Push(element);
    }

    void Close(string name)
    {
        var closed = name.ToUpperInvariant();
        // A value may be left open, and an empty one too; what holds elements may not.
        while (open.TryPeek(out var top) && top.Name != closed && top.Children.Count == 0)
            open.Pop();
        if (!open.TryPop(out var element) || element.Name != closed)
            throw Wrong(element is null ? $"</{closed}> closes nothing." : $"</{closed}> closes <{element.Name}>, which is another.");
    }

    void TakeText(string raw)
    {
        var value = raw.Trim();
        if (value.Length == 0)
            return;
        if (!open.TryPeek(out var element))
            throw Wrong("there is text after the end of <OFX>.");
        if (element.Children.Count > 0)
            throw Wrong($"the text '{BankTexts.Kept(value.Length > 40 ? value[..40] + "…" : value)}' belongs to no element.");
        element.AddText(WebUtility.HtmlDecode(value));
    }

    void CloseValue()
    {
        if (open.TryPeek(out var top) && top.Text.Length > 0)
            open.Pop();
    }

    void Advance(int to)
    {
        for (; position < to; position++)
            if (text[position] == '\n')
                (line, lineStart) = (line + 1, position + 1);
    }

    BankShapeException Wrong(string what) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"line {line}, column {position - lineStart + 1}"),
            "SGML",
            "malformed",
            $"The tags do not fit together: {what} Ask the bank for the file again, and do not edit it."
        );
}
