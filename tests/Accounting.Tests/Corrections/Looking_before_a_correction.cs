using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Accounting.Tests.Corrections;

public sealed class Looking_before_a_correction
{
    static SourceCorrection From(string? from, string? to) =>
        new(Guid.Empty, "stripe", "ch_1", new CorrectionField.Description(), from, to, "a slip", "ops");

    [TestCase("old", "new", "old", false, "write")]
    [TestCase("old", "new", "old", true, "write")]
    [TestCase(null, "new", null, false, "write")]
    [TestCase("old", null, "old", false, "write")]
    [TestCase("old", "new", "new", false, "already_so")]
    [TestCase("old", null, null, false, "already_so")]
    [TestCase("old", "new", "new", true, "corrected")]
    [TestCase("old", "new", "third", false, "changed")]
    [TestCase("old", "new", "third", true, "altered")]
    [TestCase("old", "new", null, false, "changed")]
    [TestCase(null, "new", "third", false, "changed")]
    public void decides_by_what_is_there(string? from, string? to, string? there, bool uncertain, string expected)
    {
        var step = CorrectionStep.For(From(from, to), there, uncertain);
        Assert.That(step is CorrectionStep.Nothing(var outcome) ? outcome.Word : "write", Is.EqualTo(expected));
    }

    [TestCase("new", "corrected")]
    [TestCase("old", "unknown")]
    [TestCase("third", "altered")]
    [TestCase(null, "altered")]
    public void judges_a_write_by_what_is_there_afterwards(string? there, string expected) =>
        Assert.That(CorrectionStep.After(From("old", "new"), there).Word, Is.EqualTo(expected));

    [Test]
    public void what_somebody_else_wrote_is_told()
    {
        var step = (CorrectionStep.Nothing)CorrectionStep.For(From("old", "new"), "third", uncertain: false);
        Assert.That(step.Outcome, Is.EqualTo(new CorrectionOutcome.Changed("third")));
        Assert.That(step.Outcome.Why, Does.Not.Contain("third"), "It may be anybody's text, and reasons are logged");
        Assert.That(step.Outcome.Instead, Is.EqualTo("third"));
    }

    [Test]
    public void what_a_source_made_of_our_own_writing_is_told_and_is_no_edit_of_somebody_else()
    {
        var outcome = CorrectionStep.After(From("old", "a text that is longer than the source keeps"), "a text that is");
        Assert.That((outcome.Word, outcome.Instead), Is.EqualTo(("altered", "a text that is")));
        Assert.That(outcome.Why, Does.Contain("was sent").And.Not.Contain("a text that is"));
    }
}
