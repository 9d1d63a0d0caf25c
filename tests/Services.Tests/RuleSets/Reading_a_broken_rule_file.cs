using AccountingSync.Accounting.Periods;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>Each message with its exact text: place, rule, what was found, what to do.</summary>
public sealed class Reading_a_broken_rule_file
{
    const string Sound = """
        ruleset: shop
        version: 3
        effective: { from: 2026-01-01, tz: UTC }
        rules:
          - id: sale
            when: { kind: sale }
            lines:
              - { dr: "assets:cash", amount: gross }
              - { cr: "income:sales:{source}", amount: gross }
        """;

    static string[] Errors(string text) =>
        RuleSetFile.Parse(text, "shop.yaml") switch
        {
            RuleSetFileResult.Refused(var errors) => [.. errors.Select(error => error.ToString())],
            _ => [],
        };

    static string ErrorAfter(string replaced, string by)
    {
        Assert.That(Sound, Does.Contain(replaced));
        return string.Join('\n', Errors(Sound.Replace(replaced, by, StringComparison.Ordinal)));
    }

    [TestCase(
        "{ then: later }",
        "shop.yaml:4:36: 'later' is nothing that can be done with an entry of a closed period. Write closed_period: { then: hold }, { then: ask_to_reopen } or { then: next_open_day, approve_over: 500.00 }."
    )]
    [TestCase(
        "{ then: hold, approve_over: 5 }",
        "shop.yaml:4:56: an entry of a closed period waits in any case with 'hold'. Leave approve_over out, or write then: next_open_day."
    )]
    [TestCase("{ then: next_open_day, approve_over: -5 }", "shop.yaml:4:65: '-5' is no amount above zero. Write it like 0.02.")]
    public void names_what_cannot_be_done_with_entries_of_closed_periods(string policy, string error) =>
        Assert.That(ErrorAfter("rules:", $"defaults: {{ closed_period: {policy} }}\nrules:"), Is.EqualTo(error));

    [TestCase("{ then: hold }", WhenClosed.Hold, null)]
    [TestCase("{ then: ask_to_reopen }", WhenClosed.AskToReopen, null)]
    [TestCase("{ then: next_open_day }", WhenClosed.NextOpenDay, null)]
    [TestCase("{ then: next_open_day, approve_over: 500.00 }", WhenClosed.NextOpenDay, 500.00)]
    public void reads_what_is_done_with_entries_of_closed_periods(string policy, WhenClosed then, double? cap)
    {
        var text = Sound.Replace("rules:", $"defaults: {{ closed_period: {policy} }}\nrules:", StringComparison.Ordinal);
        var set = ((RuleSetFileResult.Read)RuleSetFile.Parse(text, "shop.yaml")).RuleSet;
        Assert.That(set.ClosedPeriod, Is.EqualTo(new ClosedPeriodPolicy(then, (decimal?)cap)));
    }

    [TestCase("{ days: 30 }", 30)]
    [TestCase("{ days: 0 }", 0)]
    public void reads_how_long_something_may_wait(string waiting, int days)
    {
        var text = Sound.Replace("rules:", $"defaults: {{ waiting: {waiting} }}\nrules:", StringComparison.Ordinal);
        Assert.That(((RuleSetFileResult.Read)RuleSetFile.Parse(text, "shop.yaml")).RuleSet.Patience, Is.EqualTo(TimeSpan.FromDays(days)));
        Assert.That(((RuleSetFileResult.Read)RuleSetFile.Parse(Sound, "shop.yaml")).RuleSet.Patience, Is.EqualTo(TimeSpan.FromDays(14)));
    }

    [TestCase("{ days: -1 }", "shop.yaml:4:30: '-1' is no number of days. Write a whole number from 0 to 3650.")]
    [TestCase("{ days: 1.5 }", "shop.yaml:4:30: '1.5' is no number of days. Write a whole number from 0 to 3650.")]
    [TestCase("{ days: 4000 }", "shop.yaml:4:30: '4000' is no number of days. Write a whole number from 0 to 3650.")]
    public void names_what_is_no_time_to_wait(string waiting, string error) =>
        Assert.That(ErrorAfter("rules:", $"defaults: {{ waiting: {waiting} }}\nrules:"), Is.EqualTo(error));

    [Test]
    public void the_sound_file_has_none() => Assert.That(Errors(Sound), Is.Empty);

    [TestCase(
        "amount: gross }\n      - { cr",
        "amount: grosss }\n      - { cr",
        "shop.yaml:8:38: rule sale: unknown amount 'grosss'. Did you mean 'gross'?"
    )]
    [TestCase(
        "amount: gross }\n      - { cr",
        "amount: gross - tipp }\n      - { cr",
        "shop.yaml:8:46: rule sale: unknown amount 'tipp'. Did you mean 'tip'?"
    )]
    [TestCase(
        "amount: gross }\n      - { cr",
        "amount: gross * tip }\n      - { cr",
        "shop.yaml:8:38: rule sale: 'gross * tip' multiplies by something that is no plain number. Write a number of at most 1000 and 8 decimals before the *, as in 0.5 * shipping; components cannot be multiplied with each other."
    )]
    [TestCase(
        "amount: gross }\n      - { cr",
        "amount: \"5.00\" }\n      - { cr",
        "shop.yaml:8:39: rule sale: '5.00' is a fixed amount. A line posts what the transaction says: name a component such as gross or net."
    )]
    [TestCase(
        "amount: gross }\n      - { cr",
        "each: items, amount: gross }\n      - { cr",
        "shop.yaml:8:51: rule sale: 'gross' belongs to the whole transaction and would be posted once per item. Inside 'each' write net; or use a line without 'each'."
    )]
    [TestCase(
        "amount: gross }\n      - { cr",
        "each: \"items[knd=product]\", amount: net }\n      - { cr",
        "shop.yaml:8:43: rule sale: 'knd' is no text of items. Did you mean 'kind'?"
    )]
    [TestCase(
        "amount: gross }\n      - { cr",
        "each: itmes, amount: net }\n      - { cr",
        "shop.yaml:8:36: rule sale: 'itmes' is no list. Use one of: items, taxes, tenders."
    )]
    [TestCase(
        "assets:cash",
        "cash:till",
        "shop.yaml:8:16: rule sale: 'cash' is no root of accounts. Begin with one of: assets:, liabilities:, equity:, income:, expenses:."
    )]
    [TestCase("assets:cash", "assets", "shop.yaml:8:16: rule sale: 'assets' is a root alone. Name an account below it, such as assets:general.")]
    [TestCase(
        "assets:cash",
        "{source}:cash",
        "shop.yaml:8:16: rule sale: '{source}:cash' does not begin with a root. Begin with one of: assets:, liabilities:, equity:, income:, expenses:."
    )]
    [TestCase(
        "assets:cash",
        "assets:Cash Box",
        "shop.yaml:8:16: rule sale: 'assets:Cash Box' is no account name. Use lower-case letters, digits and hyphens, with a colon between the levels."
    )]
    [TestCase(
        "{source}",
        "{category}",
        "shop.yaml:9:30: rule sale: unknown field 'category'. It is a field of items: use it in a line with 'each: items', or write attributes.category."
    )]
    [TestCase(
        "{source}",
        "{tenders.method}",
        "shop.yaml:9:30: rule sale: 'tenders.method' can have several values. Use a line with 'each: tenders' and {tender.method}."
    )]
    [TestCase(
        "{source}",
        "{source|Own Shop}",
        "shop.yaml:9:29: rule sale: the default 'Own Shop' cannot stand in an account. Use lower-case letters, digits and hyphens."
    )]
    [TestCase(
        "{ cr:",
        "{ credit:",
        "shop.yaml:9:9: rule sale: the line has neither 'dr' nor 'cr'. Write one of them, with the account.\n"
            + "shop.yaml:9:11: rule sale: unknown key 'credit' in a line. Use one of: dr, cr, amount, each, if, memo, dims, tax."
    )]
    [TestCase(
        "when: { kind: sale }",
        "when: {}",
        "shop.yaml:6:11: rule sale: the condition is empty and would match everything. Name at least one field, as in { kind: sale }."
    )]
    [TestCase("when: { kind: sale }", "when: { kind: sales }", "shop.yaml:6:19: rule sale: 'sales' is no kind of transaction. Did you mean 'sale'?")]
    [TestCase("when: { kind: sale }", "when: { knd: sale }", "shop.yaml:6:13: rule sale: unknown field 'knd'. Did you mean 'kind'?")]
    [TestCase(
        "when: { kind: sale }",
        "when: { gross: about ten }",
        "shop.yaml:6:20: rule sale: 'about ten' is no number and no range. Write a number (10.00), a bound (>= 10) or a range (>= 10 and < 100)."
    )]
    [TestCase(
        "when: { kind: sale }",
        "when: { gross: \"> 0 and  < 79228162514264337593543950335\" }",
        "shop.yaml:6:32: rule sale: 79228162514264337593543950335 is larger than anything that it can be compared with. "
            + "Write a bound of at most 100000000000000000000, or leave the bound out."
    )]
    [TestCase(
        "when: { kind: sale }",
        "when: { gross: \">= 99999999999999999999999999999999\" }",
        "shop.yaml:6:24: rule sale: 99999999999999999999999999999999 is larger than anything that it can be compared with. "
            + "Write a bound of at most 100000000000000000000, or leave the bound out."
    )]
    [TestCase(
        "when: { kind: sale }",
        "when: { location: { matches: \"/main(/\" } }",
        "shop.yaml:6:41: rule sale: the pattern /main(/ cannot be read. Check brackets and escapes; for simple cases use a glob such as main-*."
    )]
    [TestCase(
        "when: { kind: sale }",
        "when: { location: { like: main } }",
        "shop.yaml:6:25: rule sale: unknown key 'like' in the test of 'location'. Use one of: is, not, exists, matches."
    )]
    [TestCase(
        "tz: UTC",
        "tz: Mars/Base",
        "shop.yaml:3:36: 'Mars/Base' is no time zone. Write an IANA name such as America/New_York, Europe/Berlin or UTC."
    )]
    [TestCase("2026-01-01", "01.01.2026", "shop.yaml:3:20: '01.01.2026' is no date. Write year-month-day, as in 2026-01-31.")]
    [TestCase("2026-01-01", "2026-01-01, until: 2025-12-31", "shop.yaml:3:39: the last day lies before the first. Correct 'until' or 'from'.")]
    [TestCase(
        "tz: UTC",
        "tz: UTC, day_ends: \"23:00\"",
        "shop.yaml:3:51: '23:00' is no end of a business day. Write a time from \"00:00\" to \"12:00\", in quotes."
    )]
    [TestCase(
        "tz: UTC",
        "tz: UTC, by: settled_at",
        "shop.yaml:3:45: 'settled_at' is no time of a transaction. Write one of: occurred_at, accepted_at."
    )]
    [TestCase("version: 3", "version: three", "shop.yaml:2:10: 'three' is no version. Count from 1, in whole numbers.")]
    [TestCase("version: 3", "version: 3\nrulez: 1", "shop.yaml:3:1: unknown key 'rulez' in the rule set. Did you mean 'rules'?")]
    [TestCase("version: 3", "version: 3\nversion: 4", "shop.yaml:3:1: the key 'version' appears twice. Keep one of them.")]
    [TestCase(
        "version: 3",
        "version: &v 3",
        "shop.yaml:2:10: this is no YAML: anchors (&), aliases (*) and tags (!) are not used in rule files; quote the text if it begins with one of these. Check indentation, colons, quotes and brackets around here."
    )]
    [TestCase(
        "effective:",
        "accounts: [{ account: \"assets:bank\", type: asset }, { account: \"income:sales:*\", type: income }]\neffective:",
        "shop.yaml:9:15: rule sale: the account 'assets:cash' is not in the chart of accounts. Did you mean 'assets:bank'?"
    )]
    [TestCase(
        "effective:",
        "accounts: [{ account: \"assets:cash\", type: income }, { account: \"income:sales:*\", type: income }]\neffective:",
        "shop.yaml:3:44: 'assets:cash' cannot be of type 'income'. Accounts below assets are of type asset."
    )]
    [TestCase(
        "rules:",
        "defaults: { unmatched: suspense }\nrules:",
        "shop.yaml:4:24: 'suspense' is no policy. Write unmatched: hold. What no rule matches is never posted to a default account."
    )]
    public void says_where_what_and_how_to_mend_it(string replaced, string by, string message) =>
        Assert.That(ErrorAfter(replaced, by), Is.EqualTo(message));

    [Test]
    public void refuses_two_rules_with_one_id_or_one_condition()
    {
        const string Second = """

              - id: sale
                when: { kind: sale, gross: ">= 10" }
                lines: [{ dr: "assets:cash", amount: gross }, { cr: "income:sales", amount: gross }]
              - id: other
                when: { gross: [">= 10"], kind: [sale] }
                lines: [{ dr: "assets:cash", amount: gross }, { cr: "income:sales", amount: gross }]
            """;
        Assert.That(
            Errors(Sound + Second),
            Is.EqualTo(
                new[]
                {
                    "shop.yaml:10:9: rule sale: the id 'sale' is used in line 5 already. Give each rule its own id: entries name it for good.",
                    "shop.yaml:13:9: rule other: the rule has the same condition and priority as 'sale'. Give the one that shall win a higher priority, or narrow one of them.",
                }
            )
        );
    }

    [Test]
    public void reports_everything_at_once() =>
        Assert.That(
            Errors("ruleset: My Shop\nversion: 0\n"),
            Is.EqualTo(
                new[]
                {
                    "shop.yaml:1:1: the file has no 'effective'. Write effective: { from: 2026-01-01, by: occurred_at, tz: Europe/Berlin, day_ends: \"00:00\" }.",
                    "shop.yaml:1:1: the file has no 'rules'. Add at least one rule.",
                    "shop.yaml:1:10: 'My Shop' is no name of a rule set. Use lower-case letters, digits and hyphens.",
                    "shop.yaml:2:10: '0' is no version. Count from 1, in whole numbers.",
                }
            )
        );

    [Test]
    public void shows_the_line_with_a_caret()
    {
        var text = Sound.Replace("amount: gross }\n      - { cr", "amount: grosss }\n      - { cr", StringComparison.Ordinal);
        var error = ((RuleSetFileResult.Refused)RuleSetFile.Parse(text, "shop.yaml")).Errors[0];
        Assert.That(
            error.Render(text),
            Is.EqualTo(
                """
                shop.yaml:8:38: rule sale: unknown amount 'grosss'. Did you mean 'gross'?
                    8 |       - { dr: "assets:cash", amount: grosss }
                      |                                      ^
                """
            )
        );
    }

    [TestCase("")]
    [TestCase("# nothing but a comment\n")]
    [TestCase("- a\n- b\n")]
    [TestCase("ruleset: [\n")]
    [TestCase("\0")]
    [TestCase("a: b: c")]
    [TestCase("? [x]\n: y")]
    [TestCase("--- \na: 1\n--- \nb: 2")]
    public void answers_nonsense_with_an_error_and_never_with_an_exception(string text) => Assert.That(Errors(text), Is.Not.Empty);

    [Test]
    public void stops_at_a_tower_of_brackets() => Assert.That(Errors(new string('[', 100_000)), Has.Length.EqualTo(1));
}
