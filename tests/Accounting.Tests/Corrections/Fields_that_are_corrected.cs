using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Accounting.Tests.Corrections;

public sealed class Fields_that_are_corrected
{
    static readonly SourceCorrection Asked = new(
        Guid.Parse("0195a1de-0000-7000-8000-000000000001"),
        "stripe",
        "ch_1",
        new CorrectionField.Description(),
        From: "Order 1",
        To: "Order 2",
        Reason: "a slip",
        AskedBy: "ops"
    );

    [TestCase("description", typeof(CorrectionField.Description))]
    [TestCase("category", typeof(CorrectionField.Category))]
    [TestCase("note", typeof(CorrectionField.Note))]
    [TestCase("metadata.order", typeof(CorrectionField.Metadata))]
    [TestCase("gross", typeof(CorrectionField.Settled))]
    [TestCase("occurred_at", typeof(CorrectionField.Settled))]
    [TestCase("metadata.", typeof(CorrectionField.Unheard))]
    [TestCase("colour", typeof(CorrectionField.Unheard))]
    [TestCase("", typeof(CorrectionField.Unheard))]
    public void are_told_apart_by_their_words(string word, Type kind)
    {
        var field = CorrectionField.Of(word);
        Assert.That(field, Is.TypeOf(kind));
        Assert.That(field.ToString(), Is.EqualTo(word));
    }

    [Test]
    public void one_that_can_be_asked_for_has_no_problem() => Assert.That(Asked.Problems(), Is.Empty);

    [Test]
    public void what_is_wrong_is_named_by_its_field() =>
        Assert.Multiple(() =>
        {
            Expect(Asked with { Source = "" }, "source");
            Expect(Asked with { TransactionId = new string('x', 256) }, "transaction_id");
            Expect(Asked with { Field = CorrectionField.Of("colour") }, "field");
            Expect(Asked with { Field = CorrectionField.Of("metadata." + new string('x', 255)) }, "field");
            Expect(Asked with { Reason = " " }, "reason");
            Expect(Asked with { To = "Order 1" }, "to");
            Expect(Asked with { To = "" }, "to");
            Expect(Asked with { From = new string('x', 5_001) }, "from");
            Expect(Asked with { To = "a\0b" }, "to");
            Expect(Asked with { To = "paid with 4242 4242 4242 4242" }, "to");
            Expect(Asked with { Reason = "4242424242424242 was wrong" }, "reason");
            Expect(Asked with { From = "paid with 4242 4242 4242 4242" }, "from");
            Expect(Asked with { TransactionId = "4242424242424242" }, "transaction_id");
            Expect(Asked with { Field = CorrectionField.Of("metadata.4242424242424242") }, "field");
            Expect(Asked with { TransactionId = "a\0b" }, "transaction_id");
            Expect(Asked with { Source = "a\nb" }, "source");
            Expect(Asked with { Field = CorrectionField.Of("metadata.\0") }, "field");
            Expect(Asked with { AskedBy = "" }, "asked_by");
            Expect(Asked with { AskedBy = "a\0b" }, "asked_by");
            Expect(Asked with { Reason = "a\0b" }, "reason");
            Expect(Asked with { To = "200 " }, "to");
            Expect(Asked with { To = "\t200" }, "to");
        });

    [Test]
    public void nothing_may_become_something_and_something_nothing() =>
        Assert.That((Asked with { From = null }).Problems().Concat((Asked with { To = null }).Problems()), Is.Empty);

    [Test]
    public void one_without_a_problem_is_kept_as_it_is()
    {
        var lines = Asked with { From = "Order 1\r\n\tsecond line ", Reason = "a slip\nof mine" };
        Assert.That(lines.Problems(), Is.Empty);
        Assert.That(lines.Kept(), Is.EqualTo(lines));
    }

    [Test]
    public void what_is_refused_is_kept_without_what_is_kept_nowhere()
    {
        var kept = new SourceCorrection(
            Asked.Id,
            "shop\0",
            "ch 4242424242424242",
            CorrectionField.Of("metadata.4242424242424242"),
            From: "4242 4242 4242 4242",
            To: "4242-4242-4242-4242 it is",
            Reason: "4242424242424242 was wrong",
            AskedBy: "\0"
        ).Kept();
        Assert.That(
            kept,
            Is.EqualTo(
                new SourceCorrection(
                    Asked.Id,
                    "shop ",
                    "ch …4242",
                    new CorrectionField.Metadata("…4242"),
                    "…4242",
                    "…4242 it is",
                    "…4242 was wrong",
                    " "
                )
            )
        );
    }

    static void Expect(SourceCorrection asked, string field) =>
        Assert.That(asked.Problems().Select(problem => problem.Field), Is.EqualTo([field]), asked.ToString());
}
