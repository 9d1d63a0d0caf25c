using System.Net.Http.Headers;

namespace AccountingSync.Integration.Tests.Ingestion;

public sealed class Answers_to_transactions
{
    Shop shop = null!;

    [OneTimeSetUp]
    public async Task Open() => shop = await Shop.Open("answers");

    [OneTimeTearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task say_what_was_accepted()
    {
        var answer = await shop.Send(Sale.Whole("whole"));

        Assert.That(answer.Status, Is.EqualTo(202));
        Assert.That(answer.Text, Is.EqualTo("""{"results":[{"source":"front-shop","id":"whole","revision":1,"status":"accepted"}]}"""));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions WHERE id = 'whole'"), Is.EqualTo(1));
    }

    [Test]
    public async Task say_that_the_same_is_a_duplicate_however_it_is_written()
    {
        await shop.Send(Sale.Json("twice", "5.00"));

        var answer = await shop.Send(Sale.Json("twice", "5.0").Replace("\"5.0\"", "5").Replace(",", " ,\n\t"));

        Assert.That(answer.Status, Is.EqualTo(202));
        Assert.That(answer.Statuses, Is.EqualTo(new[] { "duplicate" }));
    }

    [Test]
    public async Task say_that_the_same_key_with_other_content_is_a_conflict()
    {
        await shop.Send(Sale.Json("changed", "5.00"));

        var answer = await shop.Send(Sale.Json("changed", "6.00"));
        var higher = await shop.Send(Sale.Json("changed", "6.00", revision: 2));

        Assert.That(answer.Status, Is.EqualTo(409));
        Assert.That(answer.Statuses, Is.EqualTo(new[] { "conflict" }));
        Assert.That(answer.Text, Does.Contain("a changed fact needs a higher revision"));
        Assert.That(higher.Statuses, Is.EqualTo(new[] { "accepted" }));
        Assert.That(await shop.Service.Internal.GetStringAsync("conflicts?organisation=shop"), Does.Contain("\"changed\""));
    }

    [Test]
    public async Task speak_of_each_element_of_an_array()
    {
        await shop.Send(Sale.Json("known"));

        var answer = await shop.Send(
            $"[{Sale.Json("new")},{Sale.Json("known")},{Sale.Json("known", "11.00")},{Sale.Json("wrong", "1.001")},{Sale.Json("new")},{Sale.Json("new", "12.00")}]"
        );

        Assert.That(answer.Status, Is.EqualTo(202));
        Assert.That(answer.Statuses, Is.EqualTo(new[] { "accepted", "duplicate", "conflict", "rejected", "duplicate", "conflict" }));
        Assert.That(answer.Text, Does.Contain("/gross: 1.001 has more decimals than USD allows (2)."));
    }

    [Test]
    public async Task of_an_array_of_one_speak_of_it_as_an_element()
    {
        var answer = await shop.Send($"[{Sale.Json("alone", "1.001")}]");

        Assert.That((answer.Status, answer.Statuses.Single()), Is.EqualTo((202, "rejected")));
    }

    [Test]
    public async Task are_given_to_a_thousand_at_once()
    {
        var answer = await shop.Send($"[{string.Join(',', Enumerable.Range(0, 1_000).Select(i => Sale.Json($"bulk-{i}")))}]");

        Assert.That(answer.Statuses, Has.Exactly(1_000).EqualTo("accepted"));
    }

    [Test]
    public async Task count_for_the_organisation_of_the_key_alone()
    {
        await shop.AddOrganisation("neighbour");
        var neighbour = await shop.NewKey("neighbour", "source");

        var mine = await shop.Send(Sale.Json("shared"));
        var theirs = await shop.Send(Sale.Json("shared", "99.00"), neighbour);
        var forOthers = await shop.Send(Sale.Json("for-others", more: ",\"organisation\":\"shop\""), neighbour);

        Assert.That((mine.Status, theirs.Status), Is.EqualTo((202, 202)), "one key, two organisations: no conflict");
        Assert.That(forOthers.Problems, Is.EqualTo(new[] { "/organisation unknown-member" }));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions WHERE organisation = 'neighbour'"), Is.EqualTo(1));
        Assert.That(await shop.Service.Internal.GetStringAsync("transactions?organisation=neighbour&source=front-shop&id=whole"), Is.EqualTo("[]"));
    }

    [TestCase(null)]
    [TestCase("acs_")]
    [TestCase("acs_0123456789012345678901234567890123456789012")]
    [TestCase("' OR 1=1 --")]
    public async Task without_a_valid_key_say_401(string? key)
    {
        using var content = new StringContent(Sale.Json("nobody"), new MediaTypeHeaderValue("application/json"));

        var answer = await shop.Send(content, key);

        Assert.That((answer.Status, answer.MediaType), Is.EqualTo((401, "application/problem+json")));
    }

    [Test]
    public async Task to_a_key_that_may_only_read_say_403()
    {
        var answer = await shop.Send(Sale.Json("reader"), await shop.NewKey(Shop.Organisation, "finance"));

        Assert.That((answer.Status, answer.MediaType), Is.EqualTo((403, "application/problem+json")));
    }

    [Test]
    public async Task to_a_revoked_key_say_401_within_a_quarter_of_a_minute()
    {
        var key = await shop.NewKey(Shop.Organisation, "source", "lost-laptop");
        await shop.Send(Sale.Json("before-revoking"), key);
        using var revoked = await shop.Service.Internal.PostAsync("keys/revoke?organisation=shop&name=lost-laptop", null);

        shop.Clock.Shift += TimeSpan.FromSeconds(15);

        Assert.That((await shop.Send(Sale.Json("after-revoking"), key)).Status, Is.EqualTo(401));
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    public async Task to_what_is_no_json_say_415(string contentType)
    {
        var answer = await shop.Send(Sale.Json("text"), contentType: contentType);

        Assert.That((answer.Status, answer.MediaType), Is.EqualTo((415, "application/problem+json")));
    }

    [Test]
    public async Task to_too_large_a_body_say_413_whether_its_length_is_announced_or_not()
    {
        var large = new byte[4 * 1024 * 1024 + 1];
        large.AsSpan().Fill((byte)' ');
        using var announced = new ByteArrayContent(large) { Headers = { ContentType = new("application/json") } };
        using var streamed = new StreamContent(new UnknownLength(large)) { Headers = { ContentType = new("application/json") } };

        var answers = new[] { await shop.Send(announced, shop.Key), await shop.Send(streamed, shop.Key) };

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(413));
        Assert.That(answers.Select(answer => answer.MediaType), Is.All.EqualTo("application/problem+json"));
        Assert.That(answers.Select(answer => answer.Text), Is.All.Contain("4194304 bytes"));
    }

    /// <summary>A stream whose length cannot be known, so that it is sent in chunks.</summary>
    sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
