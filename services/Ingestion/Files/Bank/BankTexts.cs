using System.Text;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>Texts of a bank in the form in which a source transaction may carry them.</summary>
static class BankTexts
{
    /// <summary>Twenty pieces hold what the longest form allows (camt: 140 characters in a line, without end); beyond that the text ends with an ellipsis.</summary>
    public const int MaxPieces = 20;

    /// <summary>Beyond any text that a bank means to be read. What follows is not looked at.</summary>
    const int MaxLength = 10_000;

    /// <summary>On one line, without control characters and without card numbers; "" for null.</summary>
    public static string Kept(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        var begun = First(text, MaxLength);
        var plain = new StringBuilder(begun.Length);
        foreach (var rune in begun.EnumerateRunes()) // Broken surrogates come as U+FFFD.
            if (!Rune.IsControl(rune))
                plain.Append(rune.ToString());
            else if (plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        return CardNumber.Hide(plain.ToString().Trim());
    }

    /// <summary>The text in pieces of at most <see cref="TransactionRules.MaxText"/> characters, cut at spaces where there are any near.</summary>
    public static IReadOnlyList<string> Pieces(string? text)
    {
        var rest = Kept(text);
        var pieces = new List<string>();
        while (rest.Length > 0 && pieces.Count < MaxPieces)
        {
            var length = Cut(rest);
            // A cut may make the beginning of a longer number look like a card's.
            pieces.Add(CardNumber.Hide(rest[..length].Trim()));
            rest = rest[length..].Trim();
        }
        if (rest.Length > 0)
            pieces[^1] = First(pieces[^1], TransactionRules.MaxText - 1) + "…";
        return pieces;
    }

    /// <summary>The first piece; what is longer ends with an ellipsis.</summary>
    public static string Short(string text)
    {
        var kept = Kept(text);
        return kept.Length <= TransactionRules.MaxText ? kept : CardNumber.Hide(First(kept, TransactionRules.MaxText - 1)) + "…";
    }

    static int Cut(string text)
    {
        if (text.Length <= TransactionRules.MaxText)
            return text.Length;
        var space = text.LastIndexOf(' ', TransactionRules.MaxText, TransactionRules.MaxText / 4);
        return space > 0 ? space : First(text, TransactionRules.MaxText).Length;
    }

    static string First(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
