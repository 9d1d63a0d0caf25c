using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Accounting.Tests.Transactions;

public sealed class Finding_card_numbers
{
    // Test numbers that the networks and gateways publish.
    [TestCase("4242424242424242")]
    [TestCase("4000 0566 5566 5556")]
    [TestCase("5555-5555-5555-4444")]
    [TestCase("2223003122003222")]
    [TestCase("2200000000000053")]
    [TestCase("378282246310005")]
    [TestCase("3782 822463 10005")]
    [TestCase("6011111111111117")]
    [TestCase("30569309025904")]
    [TestCase("36227206271667")]
    [TestCase("3566002020360505")]
    [TestCase("6200000000000005")]
    [TestCase("6205500000000000004")]
    [TestCase("paid with 4242424242424242.")]
    [TestCase("(4242424242424242)")]
    [TestCase("card:4242424242424242,ok")]
    [TestCase("4242 4242 4242 4242 12/30")]
    [TestCase("4242 4242 4242 4242 123")]
    [TestCase("order 12 4242 4242 4242 4242")]
    [TestCase("2-4242-4242-4242-4242-9")]
    public void finds(string text) => Assert.That(CardNumber.IsIn(text));

    [TestCase("")]
    [TestCase("4242")]
    [TestCase("4242424242424241")]
    [TestCase("424242424242424242424242")]
    [TestCase("ch_4242424242424242")]
    [TestCase("x4242424242424242")]
    [TestCase("4242424242424242x")]
    [TestCase("4242  4242 4242 4242")]
    [TestCase("4242.4242.4242.4242")]
    [TestCase("1767225605000")]
    [TestCase("**** **** **** 4242")]
    public void leaves_alone(string text) => Assert.That(CardNumber.IsIn(text), Is.False);

    [TestCase("paid with 4242424242424242.", "paid with …4242.")]
    [TestCase("4000 0566 5566 5556 and 5555-5555-5555-4444", "…5556 and …4444")]
    [TestCase("6205500000000000004 12", "…0004 12")]
    [TestCase("3782 822463 10005", "…0005")]
    [TestCase("4242424242424241", "4242424242424241")]
    [TestCase("", "")]
    public void hides_all_but_the_last_four_digits(string text, string expected) => Assert.That(CardNumber.Hide(text), Is.EqualTo(expected));

    [Test]
    public void leaves_bar_codes_alone() => Never(1_000_000, i => $"4006381{i:D6}", "EAN-13");

    [Test]
    public void leaves_dates_with_a_counter_alone()
    {
        Never(100_000, i => $"20260131-{i:D6}", "till 1");
        Never(100_000, i => $"pos-1-20260131{i:D6}", "till 2");
        Never(100_000, i => $"20260131235959{i % 1000:D3}", "milliseconds");
    }

    [Test]
    public void finds_every_issued_number_in_every_place()
    {
        var beginning = Gen.Elements(
            ("4", 16),
            ("4", 19),
            ("51", 16),
            ("55", 16),
            ("2221", 16),
            ("2720", 16),
            ("34", 15),
            ("37", 15),
            ("6011", 16),
            ("65", 16),
            ("62", 16),
            ("62", 19),
            ("3528", 16),
            ("36", 14),
            ("2202", 16),
            ("50", 16)
        );
        var separator = Gen.Elements("", " ", "-");
        var around = Gen.Elements("", " ", "tel. ", "7 ", "#", "1-");
        var cases = beginning.SelectMany(start =>
            Gen.Choose(0, int.MaxValue).SelectMany(seed => separator.SelectMany(between => around.Select(before => (start, seed, between, before))))
        );
        Prop.ForAll(
                cases.ToArbitrary(),
                made =>
                {
                    var number = Complete(made.start.Item1, made.start.Item2, made.seed);
                    var text = made.before + Grouped(number, made.between) + " end";
                    return CardNumber.IsIn(text) && !CardNumber.IsIn(CardNumber.Hide(text));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    static void Never(int count, Func<int, string> text, string what)
    {
        for (var i = 0; i < count; i += 7)
            Assert.That(CardNumber.IsIn(text(i)), Is.False, () => $"{what}: {text(i)}");
    }

    static string Grouped(string number, string between) => string.Join(between, number.Chunk(4).Select(group => new string(group)));

    // Fills up with digits of the seed and ends with the check digit.
    static string Complete(string start, int length, int seed)
    {
        var digits = start;
        for (var i = 0; digits.Length < length - 1; i++)
            digits += (seed / (i + 1) + i * 7) % 10;
        for (var check = 0; check < 10; check++)
            if (Luhn(digits + check))
                return digits + check;
        throw new InvalidOperationException("There is always a check digit.");
    }

    static bool Luhn(string digits) =>
        digits.Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : (c - '0') * 2 / 10 + (c - '0') * 2 % 10).Sum() % 10 == 0;
}
