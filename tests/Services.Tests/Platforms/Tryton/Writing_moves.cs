using System.Net;
using System.Text.Json;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.Tryton;

/// <summary>In two steps, drafts and their posting, of which each can fail by itself.</summary>
public class Writing_moves
{
    const string Create = "account.move.create";
    const string Post = "account.move.post";
    const string Search = "account.move.search_read";
    const string Delete = "account.move.delete";
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = ScriptedTryton.Sale;

    [Test]
    public async Task looks_for_the_key_makes_a_draft_reads_it_posts_it_and_reads_it_again()
    {
        using var tryton = new ScriptedTryton();

        var created = (WriteOutcome.Created)await Write(tryton);

        Assert.That(tryton.Methods.SkipWhile(method => method != Search), Is.EqualTo(new[] { Search, Create, Search, Post, Search }));
        Assert.That(created.Document.PlatformId, Is.EqualTo("88"));
        Assert.That(created.Document.Version, Is.EqualTo("1795857594.182610"));
        Assert.That(PlatformEntries.Facts(created.Document.Lines), Is.EqualTo(PlatformEntries.Facts(Sale.Entry.Lines)));
    }

    [Test]
    public async Task sends_decimals_and_days_in_the_form_that_tryton_marks_them_with()
    {
        using var tryton = new ScriptedTryton();
        await Write(tryton);

        var move = tryton.Asked.Single(call => call.Method == Create).Parameters[0][0];

        Assert.That(move.GetProperty("description").GetString(), Is.EqualTo(Sale.Key));
        Assert.That(move.GetProperty("date").GetRawText(), Is.EqualTo("""{"__class__":"date","year":2026,"month":3,"day":31}"""));
        Assert.That(
            (move.GetProperty("journal").GetInt32(), move.GetProperty("period").GetInt32(), move.GetProperty("company").GetInt32()),
            Is.EqualTo((4, 3, 1))
        );
        Assert.That(
            move.GetProperty("lines")[0][1]
                .EnumerateArray()
                .Select(line => $"{line.GetProperty("account")} {Text(line, "debit")} {Text(line, "credit")}"),
            Is.EqualTo(new[] { "1 108 0", "2 0 100", "3 0 8" })
        );

        static string Text(JsonElement line, string side) => line.GetProperty(side).GetProperty("decimal").GetString()!;
    }

    [Test]
    public async Task posts_only_what_nobody_changed_since_it_was_compared()
    {
        using var tryton = new ScriptedTryton();
        await Write(tryton);

        var context = tryton.Asked.Single(call => call.Method == Post).Parameters[1];

        Assert.That(context.GetProperty("_timestamp").GetRawText(), Is.EqualTo("""{"account.move,88":"1795857593.921267"}"""));
    }

    [Test]
    public async Task takes_a_draft_back_of_which_tryton_made_something_else()
    {
        using var tryton = new ScriptedTryton();
        var another = PlatformEntries.On(Sale.Entry.Date, "s-1", new("assets:cash", "USD", 108m), new("income:sales", "USD", -108m));

        var outcome = (await tryton.Platform.Write([another], Go))[0];

        Assert.That(((WriteOutcome.Refused)outcome).Reason, Does.StartWith("Tryton made something else of it than was sent: 2026-03-31 "));
        Assert.That(tryton.Methods, Does.Contain(Delete).And.None.EqualTo(Post));
    }

    [Test]
    public async Task does_not_know_what_happened_when_the_answer_to_posting_is_lost()
    {
        using var tryton = new ScriptedTryton().Lose(Post);

        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.Unknown>());
    }

    [Test]
    public async Task does_not_know_what_happened_when_the_answer_to_making_a_draft_is_lost()
    {
        using var tryton = new ScriptedTryton().Lose(Create);

        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.Unknown>());
        Assert.That(tryton.Methods, Has.None.EqualTo(Post));
    }

    [Test]
    public async Task posts_the_draft_that_an_earlier_attempt_left()
    {
        using var tryton = new ScriptedTryton().When(Search, "draft");

        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(tryton.Methods, Has.None.EqualTo(Create));
    }

    [Test]
    public async Task writes_nothing_that_is_in_the_books_already()
    {
        using var tryton = new ScriptedTryton().When(Search, "in the books", "nothing held");

        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.AlreadyThere>());
        Assert.That(tryton.Methods, Has.None.EqualTo(Create).And.None.EqualTo(Post));
    }

    [Test]
    public async Task writes_nothing_again_that_was_cancelled()
    {
        using var tryton = new ScriptedTryton().When(Search, "in the books", "cancellation");

        Assert.That(((WriteOutcome.Refused)await Write(tryton)).Reason, Does.Contain("as move 86, and it is cancelled by 92"));
        Assert.That(tryton.Methods, Has.None.EqualTo(Create).And.None.EqualTo(Post));
    }

    [Test]
    public async Task a_draft_that_was_changed_before_it_was_posted_is_left_to_whoever_is_at_it()
    {
        using var tryton = new ScriptedTryton().When(Post, "changed meanwhile").When(Search, "nothing held", "draft", "draft");

        Assert.That(((WriteOutcome.Unavailable)await Write(tryton)).Reason, Does.Contain("modified in the meanwhile"));
        Assert.That(tryton.Methods, Has.None.EqualTo(Delete));
    }

    [Test]
    public async Task a_draft_that_tryton_does_not_post_is_taken_back_with_trytons_words()
    {
        using var tryton = new ScriptedTryton().When(Post, "refused: unbalanced").When(Search, "nothing held", "draft", "draft");

        var refused = (WriteOutcome.Refused)await Write(tryton);

        Assert.That(refused.Reason, Does.Contain("you must balance all its lines"));
        Assert.That(tryton.Methods, Does.Contain(Delete));
    }

    [Test]
    public async Task a_draft_that_another_posted_is_there_already()
    {
        using var tryton = new ScriptedTryton().When(Post, "refused: posted");

        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.AlreadyThere>());
        Assert.That(tryton.Methods, Has.None.EqualTo(Delete));
    }

    [Test]
    public async Task sends_nothing_after_the_moment_until_which_it_may()
    {
        using var tryton = new ScriptedTryton();

        var late = (await tryton.Platform.Write([Sale with { SendBefore = DateTimeOffset.UnixEpoch }], Go))[0];

        Assert.That(((WriteOutcome.Unavailable)late).Reason, Does.Contain("too late"));
        Assert.That(tryton.Methods, Has.None.EqualTo(Create));
    }

    [TestCase(HttpStatusCode.TooManyRequests, nameof(WriteOutcome.Throttled))]
    [TestCase(HttpStatusCode.Forbidden, nameof(WriteOutcome.SignInNeeded))]
    [TestCase(HttpStatusCode.NotFound, nameof(WriteOutcome.Unavailable))]
    [TestCase(HttpStatusCode.InternalServerError, nameof(WriteOutcome.Unknown))]
    [TestCase(HttpStatusCode.OK, nameof(WriteOutcome.Unknown))]
    public async Task knows_what_a_status_means_for_a_draft(HttpStatusCode status, string outcome)
    {
        using var tryton = new ScriptedTryton().When(Create, status);

        Assert.That((await Write(tryton)).GetType().Name, Is.EqualTo(outcome));
    }

    [TestCase("refused: unknown account", "The value \"99\" for field \"Account\" in \"Account Move Line\" does not exist.")]
    [TestCase("refused: party", "A value is required for field \"Party\" in \"Account Move Line\".")]
    public async Task keeps_trytons_words_where_it_refuses(string answer, string words)
    {
        using var tryton = new ScriptedTryton().When(Create, answer);

        Assert.That(await Write(tryton), Is.EqualTo(new WriteOutcome.Refused(words)));
    }

    [Test]
    public async Task does_not_take_a_failure_of_trytons_for_a_refusal()
    {
        using var tryton = new ScriptedTryton().When(Create, "failed");

        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.Unknown>());
    }

    [Test]
    public async Task sends_nothing_into_a_month_for_which_the_journal_is_closed()
    {
        using var tryton = new ScriptedTryton();

        var closed = (await tryton.Platform.Write([PlatformEntries.On(new(2026, 1, 31), "s-1", [.. Sale.Entry.Lines])], Go))[0];

        Assert.That(closed, Is.EqualTo(new WriteOutcome.ClosedPeriod("Tryton's journal STO is closed in the period 2026-01.")));
        Assert.That(tryton.Methods, Has.None.EqualTo(Create));
    }

    static async Task<WriteOutcome> Write(ScriptedTryton tryton) => (await tryton.Platform.Write([Sale], Go))[0];
}
