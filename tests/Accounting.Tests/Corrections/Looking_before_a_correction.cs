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
    [TestCase("old", "new", "third", true, "changed")]
    [TestCase("old", "new", null, false, "changed")]
    [TestCase(null, "new", "third", false, "changed")]
    public void decides_by_what_is_there(string? from, string? to, string? there, bool uncertain, string expected)
    {
        var step = CorrectionStep.For(From(from, to), there, uncertain);
        Assert.That(step is CorrectionStep.Nothing(var outcome) ? outcome.Word : "write", Is.EqualTo(expected));
    }

    [TestCase("new", "corrected")]
    [TestCase("old", "unknown")]
    [TestCase("third", "changed")]
    [TestCase(null, "changed")]
    public void judges_a_write_by_what_is_there_afterwards(string? there, string expected) =>
        Assert.That(CorrectionStep.After(From("old", "new"), there).Word, Is.EqualTo(expected));

    [Test]
    public void what_somebody_else_wrote_is_told()
    {
        var step = (CorrectionStep.Nothing)CorrectionStep.For(From("old", "new"), "third", uncertain: false);
        Assert.That(step.Outcome, Is.EqualTo(new CorrectionOutcome.Changed("third")));
        Assert.That(step.Outcome.Why, Does.Not.Contain("third"), "It may be anybody's text, and reasons are logged");
    }
}
