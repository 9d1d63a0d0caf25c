using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Accounting.Tests.Corrections;

public sealed class Texts_that_others_wrote
{
    [Test]
    public void are_kept_as_reasons_that_every_store_takes() =>
        Assert.Multiple(() =>
        {
            Expect("a\0b", "a b");
            Expect("two\nlines", "two lines");
            Expect("half \ud83d", "half \ufffd");
            Expect("whole \ud83d\ude00", "whole \ud83d\ude00");
            Expect("Invalid value: 4242 4242 4242 4242", "Invalid value: …4242");
            Expect("4242\t4242\t4242\t4242", "…4242");
            Expect("", "");
        });

    [Test]
    public void are_cut_where_a_character_ends()
    {
        var cut = ForeignText.Reason(new string('x', 499) + "\ud83d\ude00 and more");
        Assert.That(cut, Is.EqualTo(new string('x', 499)));
    }

    [Test]
    public void are_not_cut_into_a_card_number()
    {
        var cut = ForeignText.Reason(new string('x', 483) + " 42424242424242421");
        Assert.That(cut, Does.EndWith("…4242"));
    }

    [Test]
    public void keep_their_lines_where_they_are_no_reasons() =>
        Assert.That(ForeignText.Kept("phone order\n4242 4242 4242 4242\a"), Is.EqualTo("phone order\n…4242 "));

    [Test]
    public void are_cleaned_in_whatever_an_attempt_is_told_to_have_ended_by() =>
        Assert.Multiple(() =>
        {
            foreach (
                var outcome in (CorrectionOutcome[])
                    [
                        new CorrectionOutcome.Refused("a\0b"),
                        new CorrectionOutcome.Unavailable("a\0b"),
                        new CorrectionOutcome.SignInNeeded("a\0b"),
                        new CorrectionOutcome.Unknown("a\0b"),
                    ]
            )
                Assert.That(outcome.Why, Is.EqualTo("a b"), outcome.Word);
        });

    static void Expect(string text, string reason) => Assert.That(ForeignText.Reason(text), Is.EqualTo(reason));
}
