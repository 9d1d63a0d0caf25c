namespace AccountingSync.Accounting.Matching;

/// <summary>Gateways as banks' texts name them: by the vendor's name.</summary>
public static class Gateways
{
    const int Shortest = 3;

    /// <summary>Those that this system knows; a text that names one of them is of no other.</summary>
    public static IReadOnlyList<string> Vendors { get; } =
    ["ADYEN", "BRAINTREE", "CLOVER", "GOCARDLESS", "MOLLIE", "PAYPAL", "SHOPIFY", "SQUARE", "STRIPE", "TOAST"];

    /// <summary>What a bank calls the gateway behind a source: <c>STRIPE</c> for <c>stripe-eu</c>. None for a source whose name says nothing of a vendor:
    /// whoever a bank names may be its gateway.</summary>
    public static IReadOnlyList<string> OfSource(string source) => [.. Words(source).Where(Vendors.Contains).Take(1)];

    /// <summary>Which of some names stand in a text as a word, or as two that follow each other.</summary>
    public static IReadOnlyList<string> InText(string text, IReadOnlySet<string> names)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var before = "";
        foreach (var word in Words(text))
        {
            foreach (var read in (string[])[word, before + word])
                if (read.Length >= Shortest && names.Contains(read))
                    found.Add(read);
            before = word;
        }
        return [.. found];
    }

    /// <summary>Runs of letters and digits, in capitals.</summary>
    static IEnumerable<string> Words(string text)
    {
        for (int from = 0, to; from < text.Length; from = to + 1)
        {
            to = from;
            while (to < text.Length && char.IsLetterOrDigit(text[to]))
                to++;
            if (to > from)
                yield return text[from..to].ToUpperInvariant();
        }
    }
}
