using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank.Mt940;

/// <summary>What :86: and :NS: say of an entry. The German structure (?20 to ?29 …, within them EREF+ and SVWZ+) and the Dutch one (/EREF/,
/// /REMI/ …) are taken apart; everything else is text.</summary>
/// <param name="Code">The German code of the kind of booking (Geschäftsvorfallcode), three digits.</param>
sealed partial record EntryText(string? Code, string? EndToEndId, string? OwnReference, string? Name, string? Account, string Text)
{
    /// <summary>A line this long was cut because it was full, so nothing stood between it and the next.</summary>
    const int FullLine = 65;

    [GeneratedRegex(@"\A\s*(?<code>[0-9]{3})\?[0-9]{2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex German { get; }

    [GeneratedRegex(@"\?(?<key>[0-9]{2})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GermanKey { get; }

    [GeneratedRegex(
        @"(?<key>EREF|KREF|MREF|BREF|RREF|CRED|DEBT|SVWZ|ABWA|ABWE|COAM|OAMT|PURP|IBAN|BIC|ANAM)\+",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex SepaKey { get; }

    [GeneratedRegex(
        @"/(?<key>TRTP|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|PREF|RTRN|ORDP|BENM|TRCD|ACCW|ISDT|CNTP)/",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DutchKey { get; }

    public static EntryText Read(IReadOnlyList<Mt940Field> fields)
    {
        if (fields.Any(field => field.Tag == "NS"))
            return NonSwift(fields);
        var lines = fields.SelectMany(field => field.Lines).ToList();
        var whole = string.Concat(lines);
        if (German.Match(whole) is { Success: true } german)
            return FromGerman(german.Groups["code"].Value, whole);
        return DutchKey.Match(whole) is { Success: true, Index: 0 } ? FromDutch(whole) : new EntryText(null, null, null, null, null, Joined(lines));
    }

    static EntryText FromGerman(string code, string whole)
    {
        var parts = Parts(GermanKey, whole);
        string Of(params string[] keys) => string.Concat(parts.Where(part => keys.Contains(part.Key)).Select(part => part.Text));
        string[] lines = ["20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "60", "61", "62", "63"];
        string[] known = ["", "00", "10", "30", "31", "32", "33", "34", "38", .. lines];
        var sepa = Parts(SepaKey, Of(lines));
        var others = parts.Where(part => !known.Contains(part.Key)).Select(part => part.Text.Trim());
        // What has no key of its own, or one that says nothing of the payment's purpose, stays in the text.
        var purpose = sepa.Where(part => part.Key is "" or "SVWZ")
            .Select(part => part.Text.Trim())
            .Concat(sepa.Where(part => part.Key is not ("" or "SVWZ" or "EREF" or "KREF")).Select(part => $"{part.Key}+{part.Text.Trim()}"));
        return new EntryText(
            code,
            BankReferences.OrNull(First(sepa, "EREF")),
            BankReferences.OrNull(First(sepa, "KREF")),
            BankReferences.TextOrNull(Of("32", "33")),
            BankReferences.TextOrNull(Of("38")) ?? BankReferences.TextOrNull(Of("31")),
            string.Join(' ', purpose.Prepend(Of("00").Trim()).Concat(others).Where(text => text.Length > 0))
        );
    }

    static EntryText FromDutch(string whole)
    {
        var parts = Parts(DutchKey, whole);
        var others = parts.Where(part =>
            part.Key is not ("" or "EREF" or "NAME" or "IBAN" or "REMI" or "PREF") && part.Text.Trim('/', ' ').Length > 0
        );
        return new EntryText(
            null,
            BankReferences.OrNull(First(parts, "EREF")?.Trim('/')),
            BankReferences.OrNull(First(parts, "PREF")?.Trim('/')),
            BankReferences.TextOrNull(First(parts, "NAME")?.Trim('/')),
            BankReferences.TextOrNull(First(parts, "IBAN")?.Trim('/')),
            string.Join(
                ' ',
                parts
                    .Where(part => part.Key == "REMI")
                    .Select(part => part.Text.Trim('/', ' '))
                    .Concat(others.Select(part => $"{part.Key} {part.Text.Trim('/', ' ')}"))
            )
        );
    }

    /// <summary>:NS:, lines of two digits and a text: 01 to 14 the purpose, 15 and 16 the counterparty, 17 the kind of booking.</summary>
    static EntryText NonSwift(IReadOnlyList<Mt940Field> fields)
    {
        var lines = fields
            .SelectMany(field => field.Lines)
            .Where(line => line.Length > 2)
            .Select(line => (Key: line[..2], Text: line[2..].Trim()))
            .ToList();
        return new EntryText(
            null,
            null,
            null,
            BankReferences.TextOrNull(string.Concat(lines.Where(line => line.Key is "15" or "16").Select(line => line.Text))),
            null,
            string.Join(' ', lines.Where(line => line.Key is not ("15" or "16")).Select(line => line.Text))
        );
    }

    /// <summary>The text before the first key has the key "".</summary>
    static List<(string Key, string Text)> Parts(Regex keys, string text)
    {
        var parts = new List<(string, string)>();
        var (key, start) = ("", 0);
        foreach (Match match in keys.Matches(text))
        {
            parts.Add((key, text[start..match.Index]));
            (key, start) = (match.Groups["key"].Value, match.Index + match.Length);
        }
        parts.Add((key, text[start..]));
        return [.. parts.Where(part => part.Item1.Length > 0 || part.Item2.Trim().Length > 0)];
    }

    static string? First(List<(string Key, string Text)> parts, string key) => parts.FirstOrDefault(part => part.Key == key).Text;

    static string Joined(List<string> lines)
    {
        var text = "";
        var isFull = true;
        foreach (var line in lines)
        {
            text += isFull ? line : $" {line.TrimStart()}";
            isFull = line.Length >= FullLine;
            text = isFull ? text : text.TrimEnd();
        }
        return text.Trim();
    }
}
