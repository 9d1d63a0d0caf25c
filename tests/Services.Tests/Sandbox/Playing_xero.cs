using AccountingSync.Services.Tests.Platforms.Xero;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Playing_xero
{
    SettableClock clock = null!;
    SandboxOrganisation organisation = null!;

    [SetUp]
    public async Task Start()
    {
        clock = new(new DateTimeOffset(2026, 3, 10, 20, 0, 0, TimeSpan.Zero));
        organisation = await SandboxOrganisation.Start(clock: clock);
    }

    [TearDown]
    public async Task Stop() => await organisation.DisposeAsync();

    static string Journal(string narration = "A-1", string debit = "12.50", string credit = "-12.50", string code = "4000", string more = "") =>
        $$"""
            {"Narration":"{{narration}}","Date":"2026-03-01",{{more}}"Status":"POSTED",
             "JournalLines":[{"LineAmount":{{debit}},"AccountCode":"1000"},{"LineAmount":{{credit}},"AccountCode":"{{code}}"}]}
            """;

    static string List(params string[] journals) => $$"""{"ManualJournals":[{{string.Join(',', journals)}}]}""";

    Task<(int Status, System.Text.Json.JsonElement Json, System.Net.Http.Headers.HttpResponseHeaders Headers)> Put(
        string body,
        string? key = null,
        string query = "?summarizeErrors=false"
    ) => organisation.Call(HttpMethod.Put, "ManualJournals" + query, body, key);

    [Test]
    public async Task answers_are_as_the_vendors_specification_has_them()
    {
        var written = await Put(List(Journal(), Journal("A-2", credit: "-1")));
        var listed = await organisation.Call(HttpMethod.Get, "ManualJournals?page=1");
        var accounts = await organisation.Call(HttpMethod.Get, "Accounts");
        var organisations = await organisation.Call(HttpMethod.Get, "Organisation");

        Assert.That(XeroSchema.AnswerProblems("ManualJournals", written.Json), Is.Empty);
        Assert.That(XeroSchema.AnswerProblems("ManualJournals", listed.Json), Is.Empty);
        Assert.That(XeroSchema.AnswerProblems("Accounts", accounts.Json), Is.Empty);
        Assert.That(XeroSchema.AnswerProblems("Organisations", organisations.Json), Is.Empty);
    }

    [TestCase("createManualJournals.json", "ManualJournals")]
    [TestCase("getManualJournals.json", "ManualJournals")]
    public void the_vendors_own_examples_pass_the_same_test(string file, string schema) =>
        Assert.That(XeroSchema.AnswerProblems(schema, XeroSchema.Read(file).GetProperty("response_200")), Is.Empty);

    [Test]
    public async Task a_journal_has_the_members_of_the_vendors_example()
    {
        var example = XeroSchema.Read("createManualJournals.json").GetProperty("response_200").GetProperty("ManualJournals")[0];

        var written = (await Put(List(Journal()))).Json.GetProperty("ManualJournals")[0];

        // The example shows what a warning and an error look like on a journal that has neither.
        var expected = example.EnumerateObject().Select(member => member.Name).Except(["Warnings", "ValidationErrors"]);
        Assert.That(written.EnumerateObject().Select(member => member.Name), Is.SupersetOf(expected));
        Assert.That(written.GetProperty("Date").GetString(), Is.EqualTo("/Date(1772323200000+0000)/"));
    }

    [TestCase("12.50", "-12.00", "4000", "The total debits (12.50) must equal total credits (-12.00)")]
    [TestCase("12.50", "-12.50", "9999", "Account code '9999' is not a valid code for this document.")]
    [TestCase("12.50", "-12.50", "610", "Account code '610' is not a valid code for this document.")]
    [TestCase("12.50", "\"-12.50\"", "4000", "LineAmount is required and must be a number.")]
    [TestCase("12.505", "-12.505", "4000", "LineAmount 12.505 has more than two decimals.")]
    public async Task refuses_a_journal_and_takes_its_mates(string debit, string credit, string code, string message)
    {
        var answer = await Put(List(Journal("bad", debit, credit, code), Journal("good")));

        var journals = answer.Json.GetProperty("ManualJournals");
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(journals[0].GetProperty("StatusAttributeString").GetString(), Is.EqualTo("ERROR"));
        Assert.That(journals[0].GetProperty("ValidationErrors")[0].GetProperty("Message").GetString(), Is.EqualTo(message));
        Assert.That(journals[1].GetProperty("StatusAttributeString").GetString(), Is.EqualTo("OK"));
        Assert.That(await organisation.Posted(), Is.EqualTo(new[] { "good" }));
    }

    [Test]
    public async Task refuses_all_for_one_where_errors_are_summed_up()
    {
        var answer = await Put(List(Journal("bad", credit: "-1"), Journal("good")), query: "");

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Json.GetProperty("Type").GetString(), Is.EqualTo("ValidationException"));
        Assert.That(answer.Json.GetProperty("Elements").GetArrayLength(), Is.EqualTo(1));
        Assert.That(await organisation.Posted(), Is.Empty);
    }

    [Test]
    public async Task takes_fifty_at_once()
    {
        var fifty = Enumerable.Range(0, 50).Select(i => Journal($"A-{i}")).ToArray();

        Assert.That((await Put(List(fifty))).Status, Is.EqualTo(200));
        Assert.That((await Put(List([.. fifty, Journal("one more")]))).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task answers_a_repeated_key_as_before_for_six_minutes_and_then_does_it_again()
    {
        var first = await Put(Journal(), key: "k");
        clock.Advance(TimeSpan.FromSeconds(359));
        var again = await Put(Journal(), key: "k");
        var other = await Put(Journal("A-2"), key: "k");
        clock.Advance(TimeSpan.FromSeconds(1));
        var late = await Put(Journal(), key: "k");

        Assert.That(again.Json.ToString(), Is.EqualTo(first.Json.ToString()));
        Assert.That(other.Status, Is.EqualTo(400));
        Assert.That(other.Json.GetProperty("Message").GetString(), Does.Contain("used with a different request"));
        Assert.That(late.Status, Is.EqualTo(200));
        Assert.That(await organisation.CountHeld("A-1"), Is.EqualTo(2));
        Assert.That((await organisation.Census()).GetProperty("duplicates")[0].GetProperty("narration").GetString(), Is.EqualTo("A-1"));
    }

    [Test]
    public async Task a_posted_journal_can_be_voided_and_then_stays_so()
    {
        var id = (await Put(Journal())).Json.GetProperty("ManualJournals")[0].GetProperty("ManualJournalID").GetString()!;

        var voided = await organisation.Call(HttpMethod.Post, $"ManualJournals/{id}", """{"Status":"VOIDED"}""");
        var posted = await organisation.Call(HttpMethod.Post, $"ManualJournals/{id}", """{"Status":"POSTED"}""");

        Assert.That(voided.Json.GetProperty("ManualJournals")[0].GetProperty("Status").GetString(), Is.EqualTo("VOIDED"));
        Assert.That(posted.Status, Is.EqualTo(400));
        Assert.That((await organisation.Census()).GetProperty("voided").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task filters_pages_and_tells_what_changed()
    {
        for (var i = 1; i <= 3; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Put(Journal($"A-{i}"));
        }

        Assert.That(await Narrations("ManualJournals?where=" + Uri.EscapeDataString("Narration==\"A-2\"")), Is.EqualTo(new[] { "A-2" }));
        Assert.That(await Narrations("ManualJournals?page=2&pageSize=2"), Is.EqualTo(new[] { "A-3" }));
        organisation.Http.DefaultRequestHeaders.TryAddWithoutValidation("If-Modified-Since", "2026-03-10T20:02:00");
        Assert.That(await Narrations("ManualJournals?page=1"), Is.EqualTo(new[] { "A-2", "A-3" }));
        Assert.That((await organisation.Call(HttpMethod.Get, "ManualJournals?where=Total%3E5")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task large_organisations_take_only_the_filter_on_equal_narrations()
    {
        await Put(List(Journal("A-1"), Journal("A-2")));
        await organisation.Suffer("""{"enforce_limits":true,"xero_limits":{"high_volume":1}}""");

        Assert.That(await Narrations("ManualJournals?where=" + Uri.EscapeDataString("Narration==\"A-2\"")), Is.EqualTo(new[] { "A-2" }));
        var slow = await organisation.Call(HttpMethod.Get, "ManualJournals?where=" + Uri.EscapeDataString("Narration.StartsWith(\"A\")"));
        Assert.That(slow.Status, Is.EqualTo(400));
    }

    [Test]
    public async Task sixty_in_a_minute_and_what_is_left_is_told()
    {
        await organisation.Suffer("""{"enforce_limits":true,"xero_limits":{"per_day":70}}""");
        for (var i = 59; i >= 0; i--)
            Assert.That(Header((await organisation.Call(HttpMethod.Get, "Organisation")).Headers, "X-MinLimit-Remaining"), Is.EqualTo($"{i}"));
        var refused = await organisation.Call(HttpMethod.Get, "Organisation");
        clock.Advance(TimeSpan.FromMinutes(1));
        var next = await organisation.Call(HttpMethod.Get, "Organisation");

        Assert.That(refused.Status, Is.EqualTo(429));
        Assert.That(Header(refused.Headers, "X-Rate-Limit-Problem"), Is.EqualTo("minute"));
        Assert.That(Header(refused.Headers, "Retry-After"), Is.EqualTo("60"));
        Assert.That((next.Status, Header(next.Headers, "X-DayLimit-Remaining")), Is.EqualTo((200, "9")));
        for (var i = 0; i < 9; i++)
            await organisation.Call(HttpMethod.Get, "Organisation");
        var spent = await organisation.Call(HttpMethod.Get, "Organisation");
        Assert.That((spent.Status, Header(spent.Headers, "X-Rate-Limit-Problem")), Is.EqualTo((429, "day")));
    }

    [Test]
    public async Task needs_a_token_and_a_tenant()
    {
        organisation.Http.DefaultRequestHeaders.Remove("xero-tenant-id");
        Assert.That((await organisation.Call(HttpMethod.Get, "Organisation")).Status, Is.EqualTo(403));
        organisation.Http.DefaultRequestHeaders.Authorization = new("Bearer", "unknown");
        Assert.That((await organisation.Call(HttpMethod.Get, "Organisation")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task everything_answered_for_is_still_there_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-xero").FullName;
        string[] settings = ["--Sandbox:EnforceLimits=false", $"--Sandbox:CensusFile={Path.Combine(folder, "census.jsonl")}"];
        try
        {
            string first;
            System.Net.Http.Headers.AuthenticationHeaderValue token;
            await using (var before = await SandboxOrganisation.Start(clock: clock, settings: settings))
            {
                first = (await before.Call(HttpMethod.Put, "ManualJournals?summarizeErrors=false", Journal(), "k")).Json.ToString();
                await before.Set("\"period_lock_date\":\"2026-02-28\"");
                token = before.Http.DefaultRequestHeaders.Authorization!;
            }

            await using var after = await SandboxOrganisation.Reopen(clock, settings);
            after.Http.DefaultRequestHeaders.Authorization = token;
            Assert.That(await after.Posted(), Is.EqualTo(new[] { "A-1" }));
            Assert.That(
                (await after.Call(HttpMethod.Put, "ManualJournals?summarizeErrors=false", Journal(), "k")).Json.ToString(),
                Is.EqualTo(first)
            );
            Assert.That((await after.Call(HttpMethod.Get, "Organisation")).Json.ToString(), Does.Contain("PeriodLockDate"));
            Assert.That((await after.Call(HttpMethod.Get, "Accounts")).Json.ToString(), Does.Contain("income.sales"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    async Task<IEnumerable<string?>> Narrations(string path) =>
        [
            .. (await organisation.Call(HttpMethod.Get, path))
                .Json.GetProperty("ManualJournals")
                .EnumerateArray()
                .Select(journal => journal.GetProperty("Narration").GetString()),
        ];

    static string? Header(System.Net.Http.Headers.HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.Single() : null;
}
