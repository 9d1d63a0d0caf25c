using AccountingSync.Accounting.Rules;

namespace AccountingSync.Accounting.Tests.Rules;

/// <summary>Names of accounts and dimensions are remembered. Whatever came before, and on however many threads, each must be what its own text makes of it.</summary>
public sealed class Naming_the_same_again
{
    static readonly RuleSet Set = Written.Set(
        Written.Rule(
            "sale",
            "kind = sale",
            Written.Dr("assets:cash", "gross"),
            Written.Cr("income:sales:{location|nowhere}", "gross") with
            {
                Dimensions = [new RuleDimension("place", Location)],
            }
        )
    );

    static Field.Text Location
    {
        get
        {
            Assert.That(TemplatePart.TryFind("location", ElementKind.None, out var found, out _), Is.True);
            return found!;
        }
    }

    static void Check(int number)
    {
        // Many of them share a slot: the same length and letters in other places.
        var place = number % 7 == 0 ? null : $"Shop {number % 5} of {number % 300} & {number % 11}";
        var line = Set.Entry(Written.Sale with { Location = place }).Lines[1];
        Assert.That(line.Account, Is.EqualTo("income:sales:" + (place is null ? "nowhere" : AccountName.Segment(place))));
        Assert.That(line.Dimensions?["place"], Is.EqualTo(place));
    }

    [Test]
    public void makes_what_the_text_says()
    {
        for (var i = 0; i < 20_000; i++)
            Check(i * 7_919 % 3_001);
    }

    [Test]
    public void does_so_on_several_threads() => Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, Check);

    [Test]
    public void holds_what_no_name_can_carry_each_time()
    {
        var set = Written.Set(
            Written.Rule("sale", "kind = sale", Written.Dr("assets:cash", "gross"), Written.Cr("income:sales:{location}", "gross"))
        );
        for (var i = 0; i < 3; i++)
        {
            Assert.That(set.Held(Written.Sale with { Location = "食品" }).ReasonCode, Is.EqualTo(HeldReason.MissingValue));
            Assert.That(set.Held(Written.Sale with { Location = null }).ReasonCode, Is.EqualTo(HeldReason.MissingValue));
        }
    }
}
