using AccountingSync.Accounting;

namespace AccountingSync.Integration.Tests.PlainText;

/// <summary>Entries whose every text is something that a plain text tool could misread.</summary>
static class NastyEntries
{
    static readonly string[] Texts =
    [
        "",
        "; comment",
        "a;b",
        "a  ; date:2020-01-01",
        "date:2020-01-01",
        "date2:1",
        "[2020-01-01]",
        "x [=2020-01-01] y:",
        "* cleared",
        "! pending",
        "(code) x",
        "payee | note",
        "\"quoted\" \\ back\\\\slash \\\"",
        "{brace} @ 5 EUR @@ 6 = 7",
        "= 5 USD",
        "~ monthly",
        ":tag1:tag2:",
        "key:: 1/0",
        "#tag ^link",
        "P 2026-01-01 USD 1 EUR",
        "include /etc/passwd",
        "end comment",
        "assert: 1",
        "50% off, %20 %-",
        "tab\there\nline\rfeed\u2028sep\u0085nel",
        "nbsp\u00a0 \u3000wide",
        " leading and trailing ",
        "日本語 😀 é e\u0301 \u202egro",
        "\ud83d half",
        "-1.00 USD",
        "    Assets:X  1 USD",
        "’apostrophe' `tick`",
    ];

    static readonly string[] Accounts =
    [
        "assets:clearing:front-shop",
        "Assets:Clearing:front-shop",
        "Assets:Clearing:Front-Shop",
        "Assets:Clearing:Front Shop",
        "Assets:Clearing:Front  Shop ",
        "(Assets:Virtual)",
        "[Assets:Virtual]",
        "Assets::Empty:",
        "Assets",
        "assets:cash",
        "assets",
        "assets:x:x-ray",
        "income:sales:gift_card",
        "1010",
        "Income:50% & 'Co'/x+y. z;a|b\"c\"",
        "Expenses:日本語:😀:é",
        "*Assets:Star",
        "Assets:!x:{a} @ 5:=6",
        "account x",
        "Ausgaben:Büro",
        "Assets:tab\there\nline",
        ":",
    ];

    static readonly (string Currency, decimal Amount)[] Amounts =
    [
        ("USD", 118m),
        ("USD", 0.01m),
        ("USD", JournalEntry.MaxAmount),
        ("JPY", 1m),
        ("KWD", 0.001m),
        ("CLF", 1.0001m),
        ("EUR", 0m),
    ];

    public static IReadOnlyList<JournalEntry> All { get; } = [.. Make()];

    /// <summary>Sum by account and currency, without what is zero.</summary>
    public static Dictionary<(string Account, string Currency), decimal> Balances(Func<string, string> name) =>
        All.SelectMany(entry => entry.Lines)
            .GroupBy(line => (name(line.Account), line.Currency))
            .Select(group => (group.Key, Sum: group.Sum(line => line.Amount)))
            .Where(group => group.Sum != 0m)
            .ToDictionary(group => group.Key, group => group.Sum);

    static IEnumerable<JournalEntry> Make()
    {
        for (var i = 0; i < Texts.Length * 4; i++)
        {
            var text =
                i < Texts.Length ? Texts[i] : string.Concat(Texts[i % Texts.Length], Texts[i * 7 % Texts.Length], Texts[i * 11 % Texts.Length]);
            var (currency, amount) = Amounts[i % Amounts.Length];
            var (other, otherAmount) = Amounts[(i + 3) % Amounts.Length];
            var dimensions = new Dictionary<string, string> { ["date"] = text, [text] = "x" };
            yield return Draft(
                $"{i}-{text}",
                i % 9 == 0 ? text + new string('é', 6_000) : text,
                new(Accounts[i % Accounts.Length], currency, amount)
                {
                    Memo = text,
                    TaxCode = text,
                    Dimensions = dimensions,
                },
                new(Accounts[(i + 1) % Accounts.Length], currency, -amount) { Memo = text + new string(',', 6_000) },
                new(Accounts[(i + 5) % Accounts.Length], other, otherAmount),
                new(Accounts[(i * 3 + 2) % Accounts.Length] + (i % 8 == 0 ? new string('é', 5_000) : ""), other, -otherAmount)
            );
        }
    }

    static JournalEntry Draft(string id, string description, params JournalLine[] lines)
    {
        var draft = JournalEntry.Draft(
            "acme",
            new(id, id, 1, EntryPart.Entry),
            new DateOnly(2026, 1, 31).AddDays(-id.Length),
            description,
            new("set", 1, id, "hash"),
            lines
        );
        return draft is DraftResult.Drafted(var entry) ? entry : throw new InvalidOperationException(draft.ToString());
    }
}
