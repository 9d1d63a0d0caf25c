using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>Files of one to three rules. Each rule is put together of pieces that balance, and every second one is then spoilt.</summary>
static class RandomRuleSets
{
    const string Head = """
        ruleset: random
        version: 1
        effective: { from: 2000-01-01, tz: UTC }
        defaults: { rounding: { account: "expenses:rounding", max: 1000 } }
        rules:

        """;

    static readonly string[][] Money =
    [
        ["""{ dr: "assets:clearing", amount: gross }"""],
        ["""{ dr: "assets:cash", amount: paid_by.cash }""", """{ dr: "assets:clearing", amount: "gross - paid_by.cash" }"""],
        [
            """{ dr: "assets:cash", each: "tenders[method=cash]", amount: amount }""",
            """{ dr: "assets:clearing", each: "tenders[method!=cash|gift_card]", amount: amount }""",
            """{ dr: "liabilities:gift-cards", each: "tenders[method=gift_card]", amount: amount, memo: "{reference}" }""",
            """{ dr: "assets:clearing", amount: "gross - tenders.amount" }""",
        ],
        [
            """{ dr: "assets:{method}", each: tenders, amount: amount }""",
            """{ dr: "assets:clearing", amount: gross, if: { tenders: { exists: false } } }""",
        ],
        ["""{ dr: "assets:a", amount: "0.25 * gross" }""", """{ dr: "assets:b", amount: "0.75 * gross" }"""],
        [
            """{ dr: "assets:vip", amount: gross, if: { attributes.status: won } }""",
            """{ dr: "assets:usual", amount: gross, if: { attributes.status: { not: won } } }""",
        ],
        // Of an export's row the revision is 0.
        ["""{ dr: "assets:told", amount: gross, if: "revision >= 1" }""", """{ dr: "assets:listed", amount: gross, if: "revision < 1" }"""],
        [
            """{ dr: "assets:large", each: tenders, amount: amount, if: "amount >= 50" }""",
            """{ dr: "assets:small", each: tenders, amount: amount, if: "amount < 50" }""",
            """{ dr: "assets:clearing", amount: "gross - tenders.amount" }""",
        ],
        // 12.0 is the number 12, and not the text.
        [
            """{ dr: "assets:twelve", amount: gross, if: { attributes.table: "= 12" } }""",
            """{ dr: "assets:others", amount: gross, if: { not: { attributes.table: "= 12" } } }""",
        ],
        [
            """{ dr: "assets:twelve", amount: gross, if: { attributes.table: [12] } }""",
            """{ dr: "assets:others", amount: gross, if: { not: { attributes.table: [12] } } }""",
            """{ dr: "assets:high", amount: gross, if: { attributes.table: "> 12" } }""",
            """{ cr: "assets:high", amount: gross, if: { attributes.table: "> 12" } }""",
        ],
    ];

    static readonly string[][] Goods =
    [
        ["""{ cr: "income:sales", amount: net }"""],
        ["""{ cr: "income:sales:{sku}", each: items, amount: net }""", """{ cr: "income:sales", amount: "net - items.net" }"""],
        [
            """{ cr: "liabilities:gift-cards", amount: "items[kind=gift_card].net" }""",
            """{ cr: "income:sales", each: "items[kind!=gift_card]", amount: net }""",
            """{ cr: "income:sales", amount: "net - items.net" }""",
        ],
        [
            """{ cr: "income:food", each: items, amount: net, if: "category = food" }""",
            """{ cr: "income:other", each: items, amount: net, if: "category != food" }""",
            """{ cr: "income:other", amount: net, if: { items: { exists: false } } }""",
        ],
        ["""{ cr: "income:large", amount: net, if: "gross >= 100" }""", """{ cr: "income:small", amount: net, if: "gross < 100" }"""],
        [
            """{ cr: "income:cards", amount: net, if: { items.kind: gift_card } }""",
            """{ cr: "income:sales", amount: net, if: { not: { items.kind: gift_card } } }""",
        ],
        [
            """{ cr: "income:goods", each: items, amount: net, if: "net > 0" }""",
            """{ cr: "income:returns", each: items, amount: net, if: "net < 0" }""",
            """{ cr: "income:sales", amount: "net - items.net" }""",
        ],
        [
            """{ cr: "income:streets", amount: net, if: { location: { matches: "/^[a-z]+-street$/" } } }""",
            """{ cr: "income:elsewhere", amount: net, if: { not: { location: { matches: "/^[a-z]+-street$/" } } } }""",
        ],
    ];

    static readonly string[][] Taxes =
    [
        ["""{ cr: "liabilities:tax", amount: tax }"""],
        ["""{ cr: "liabilities:tax:{jurisdiction}", each: taxes, amount: amount, tax: code }"""],
        [
            """{ cr: "liabilities:tax:de", amount: "taxes[jurisdiction=DE].amount" }""",
            """{ cr: "liabilities:tax", each: "taxes[jurisdiction!=DE]", amount: amount }""",
        ],
    ];

    static readonly string[][] Extras =
    [
        [
            """{ cr: "liabilities:tips", amount: tip }""",
            """{ cr: "income:shipping", amount: shipping }""",
            """{ dr: "income:discounts", amount: discount }""",
        ],
        ["""{ cr: "income:other", amount: "tip + shipping - discount" }"""],
        [
            """{ cr: "liabilities:tips", amount: tip, if: "tip != 0" }""",
            """{ cr: "income:shipping", amount: shipping, if: "shipping > 0" }""",
            """{ dr: "income:discounts", amount: discount, if: "discount > 0" }""",
        ],
    ];

    static readonly string[] Conditions =
    [
        "{ kind: sale }",
        "{ kind: [sale, payment, refund] }",
        "{ kind: { not: sale } }",
        "{ kind: sale, currency: [USD, EUR] }",
        "{ kind: sale, currency: { not: [USD] } }",
        "{ gross: \">= 100\" }",
        "{ gross: \"< 100\", kind: payment }",
        "{ attributes.status: [won, lost] }",
        "{ kind: dispute, attributes.status: { exists: true } }",
        "{ tenders.method: cash }",
        "{ kind: sale, tenders.method: { not: cash } }",
        "{ items: { exists: true }, items.kind: { not: gift_card } }",
        "{ location: { matches: \"main-*\" } }",
        "{ location: { matches: \"*-street\" }, tip: \"!= 0\" }",
        "{ any: [ { kind: fee }, { attributes.category: food } ] }",
        "{ kind: expense, tip: 0 }",
        "{ kind: sale, revision: 0 }",
        "{ kind: sale, revision: \">= 1\" }",
        "{ attributes.table: 12 }",
        "{ attributes.table: \">= 12\" }",
        "{ location: { matches: \"/^Pier [0-9]+$/\" } }",
    ];

    public static Gen<string> Any =>
        from count in Gen.Choose(1, 3)
        from rules in Rule.ArrayOf(count)
        select Head + string.Join('\n', rules.Select((rule, index) => $"  - id: rule-{index}\n{rule}"));

    static Gen<string> Rule => Gen.Frequency((7, OfLines), (1, OfPayouts));

    const string Bank = """{ dr: "assets:bank", amount: gross }""";
    const string Clearing = """{ cr: "assets:clearing", amount: gross }""";
    const string Recognised = """{ cr: "assets:clearing", amount: "gross - unrecognised" }""";
    const string Suspense = """{ cr: "liabilities:suspense", amount: unrecognised }""";
    const string SuspenseIfAny = """{ cr: "liabilities:suspense", amount: unrecognised, if: "unrecognised != 0" }""";

    /// <summary>What is asserted of a payout fits its lines, or not.</summary>
    static Gen<string> OfPayouts =>
        from lines in Gen.Elements<string[]>(
            [Bank, Clearing],
            [Bank, Recognised, Suspense],
            [Bank, Recognised, SuspenseIfAny],
            [Bank, Clearing, """{ dr: "assets:clearing", amount: unrecognised }""", Suspense]
        )
        let isSuspense = lines.Length > 2
        from others in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        let assert = isSuspense && !others
            ? """{ clearing: "assets:clearing", else: "liabilities:suspense" }"""
            : """{ clearing: "assets:clearing" }"""
        select $"    when: {{ kind: payout }}\n    lines:\n{string.Join('\n', lines.Select(line => "      - " + line))}\n    assert: {assert}\n";

    static Gen<string> OfLines =>
        from condition in Gen.Elements(Conditions)
        from priority in Gen.Elements(100, 200)
        from lines in Lines
        from spoilt in Gen.Choose(0, 1)
        from spoil in Spoil(lines)
        let written = spoilt == 1 && spoil.Length >= 2 ? spoil : lines
        select $"    priority: {priority}\n    when: {condition}\n    lines:\n{string.Join('\n', written.Select(line => "      - " + line))}\n";

    static Gen<string[]> Lines =>
        from money in Gen.Elements(Money)
        from goods in Gen.Elements(Goods)
        from taxes in Gen.Elements(Taxes)
        from extras in Gen.Elements(Extras)
        select (string[])[.. money, .. goods, .. taxes, .. extras];

    /// <summary>A line is lost, is there twice, changes sides, or takes others than it did.</summary>
    static Gen<string[]> Spoil(string[] lines) =>
        from at in Gen.Choose(0, lines.Length - 1)
        from way in Gen.Choose(0, 4)
        select way switch
        {
            0 => (string[])[.. lines[..at], .. lines[(at + 1)..]],
            1 => [.. lines, lines[at]],
            2 => [.. lines[..at], Swapped(lines[at]), .. lines[(at + 1)..]],
            3 => [.. lines[..at], lines[at].Replace("!=", "=", StringComparison.Ordinal), .. lines[(at + 1)..]],
            _ => [.. lines[..at], lines[at].Replace(">= 100", "> 100", StringComparison.Ordinal), .. lines[(at + 1)..]],
        };

    static string Swapped(string line) =>
        line.StartsWith("{ dr", StringComparison.Ordinal) ? line.Replace("{ dr", "{ cr") : line.Replace("{ cr", "{ dr");
}
