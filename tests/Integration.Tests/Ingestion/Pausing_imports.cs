using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>An import that is paused, resumed, cancelled, and killed in between.</summary>
public sealed class Pausing_imports
{
    const int Rows = 1_500;

    /// <summary>So many of the rows are sent before the sender waits for somebody to decide.</summary>
    const int First = 900;

    Shop shop = null!;

    [SetUp]
    public async Task Open() => shop = await Shop.Open("pausing");

    [TearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task takes_nothing_in_while_one_is_paused_and_all_of_it_when_it_is_resumed()
    {
        var gate = new TaskCompletionSource();
        var sending = Send(gate.Task);
        var import = await Begun();

        var paused = await Ask(import, "pause");
        gate.SetResult();
        // What was sent before the pause is being taken in, or refused to be committed: whichever it is, there it ends.
        var still = await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions");
        await shop.Office.Do("UPDATE ingestion.imports SET seen_at = 'epoch'");
        await Eventually.That(
            () => shop.Office.Read<bool>("SELECT bool_and(seen_at > 'epoch') FROM ingestion.imports"),
            Is.True,
            "The sender asks whether it may go on"
        );

        Assert.That(paused.GetProperty("state").GetString(), Is.EqualTo("paused"));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions"), Is.EqualTo(still));
        Assert.That(sending.IsCompleted, Is.False);

        await Ask(import, "resume");
        var answer = await sending;
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(JsonDocument.Parse(answer.Text).RootElement.GetProperty("accepted").GetInt32(), Is.EqualTo(Rows));
        var done = await Show(import);
        Assert.That((done.GetProperty("state").GetString(), done.GetProperty("lines").GetInt32()), Is.EqualTo(("done", Rows)));
        Assert.That((done.GetProperty("name").GetString(), done.GetProperty("form").GetString()), Is.EqualTo(("march.csv", "stripe-balance")));
        Assert.That((await Call(HttpMethod.Post, $"/{import}/pause")).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task keeps_what_came_before_one_was_cancelled_and_takes_the_rest_when_the_file_is_sent_again()
    {
        var gate = new TaskCompletionSource();
        var sending = Send(gate.Task);
        var import = await Begun();

        await Ask(import, "cancel");
        gate.SetResult();
        var answer = await sending;
        var before = (int)await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions") / 2;
        var again = await Send(Task.CompletedTask);

        Assert.That(answer.Status, Is.EqualTo(409), answer.Text);
        Assert.That(
            JsonDocument.Parse(answer.Text).RootElement.GetProperty("before").GetProperty("accepted").GetInt32(),
            Is.EqualTo(before).And.LessThan(Rows)
        );
        Assert.That((await Show(import)).GetProperty("why").GetString(), Is.EqualTo("Cancelled by the key 'test'."));
        var result = JsonDocument.Parse(again.Text).RootElement;
        Assert.That(result.GetProperty("import").GetGuid(), Is.Not.EqualTo(import));
        Assert.That((result.GetProperty("accepted").GetInt32(), result.GetProperty("duplicates").GetInt32()), Is.EqualTo((Rows - before, before)));
    }

    [Test]
    public async Task one_that_was_paused_is_paused_still_when_the_service_was_killed_and_the_file_is_sent_again()
    {
        await shop.Stop();
        await using (var doomed = await ChildProcess.StartAsync(shop.Process("accept.committed:2", out var address)))
        {
            await doomed.WaitForPortAsync(address.Port, TimeSpan.FromSeconds(30));
            using var http = new HttpClient { BaseAddress = address };
            Assert.That(async () => await Send(Task.CompletedTask, http), Throws.InstanceOf<HttpRequestException>());
            await doomed.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        await shop.Start();
        var killed = (await List())[0];
        var import = killed.GetProperty("import").GetGuid();
        Assert.That((killed.GetProperty("lines").GetInt32(), killed.GetProperty("accepted").GetInt32()), Is.EqualTo((1_000, 1_000)));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions"), Is.EqualTo(2_000), "a charge and its fee");
        shop.Clock.Shift = TimeSpan.FromMinutes(2);
        Assert.That((await Show(import)).GetProperty("state").GetString(), Is.EqualTo("interrupted"));

        await Ask(import, "pause");
        var sending = Send(Task.CompletedTask);
        await Eventually.That(
            () => shop.Office.Read<bool>("SELECT bool_and(seen_at > now() + interval '1 minute') FROM ingestion.imports"),
            Is.True,
            "The sender is back"
        );
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions"), Is.EqualTo(2_000));
        await Ask(import, "resume");
        var result = JsonDocument.Parse((await sending).Text).RootElement;

        Assert.That(result.GetProperty("import").GetGuid(), Is.EqualTo(import));
        Assert.That((result.GetProperty("accepted").GetInt32(), result.GetProperty("duplicates").GetInt32()), Is.EqualTo((500, 1_000)));
        Assert.That(await List(), Has.Count.EqualTo(1));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions"), Is.EqualTo(2 * Rows));
    }

    [Test]
    public async Task is_for_those_who_may_send_and_of_ones_own_organisation_alone()
    {
        await Send(Task.CompletedTask);
        var import = (await List())[0].GetProperty("import").GetGuid();
        await shop.AddOrganisation("other");
        var stranger = await shop.NewKey("other", "operator");
        var reader = await shop.NewKey(Shop.Organisation, "finance", "looks only");

        Assert.That((await Call(HttpMethod.Get, "", "acs_nobody")).Status, Is.EqualTo(401));
        Assert.That((await Call(HttpMethod.Post, $"/{import}/cancel", "acs_nobody")).Status, Is.EqualTo(401));
        Assert.That((await Call(HttpMethod.Get, "", reader)).Status, Is.EqualTo(200));
        Assert.That((await Call(HttpMethod.Post, $"/{import}/cancel", reader)).Status, Is.EqualTo(403));
        Assert.That((await Call(HttpMethod.Get, $"/{import}", stranger)).Status, Is.EqualTo(404));
        Assert.That((await Call(HttpMethod.Post, $"/{import}/cancel", stranger)).Status, Is.EqualTo(404));
        Assert.That(JsonDocument.Parse((await Call(HttpMethod.Get, "", stranger)).Text).RootElement.GetProperty("imports").GetArrayLength(), Is.Zero);
    }

    /// <summary>The import that is being sent, when some of it is in.</summary>
    async Task<Guid> Begun()
    {
        await Eventually.That(
            () => shop.Office.Read<long>("SELECT coalesce(sum(accepted), 0)::bigint FROM ingestion.imports"),
            Is.GreaterThan(0),
            "The first piece"
        );
        return (await List())[0].GetProperty("import").GetGuid();
    }

    async Task<List<JsonElement>> List() =>
        [.. JsonDocument.Parse((await Call(HttpMethod.Get, "")).Text).RootElement.GetProperty("imports").EnumerateArray()];

    async Task<JsonElement> Show(Guid import) => JsonDocument.Parse((await Call(HttpMethod.Get, $"/{import}")).Text).RootElement;

    async Task<JsonElement> Ask(Guid import, string command)
    {
        var answer = await Call(HttpMethod.Post, $"/{import}/{command}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return JsonDocument.Parse(answer.Text).RootElement;
    }

    Task<Answer> Call(HttpMethod method, string path, string? key = null)
    {
        var request = new HttpRequestMessage(method, "/v1/imports" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? shop.Key);
        return Answer.Of(shop.Service.Http, request);
    }

    Task<Answer> Send(Task gate, HttpClient? http = null)
    {
        var file = Encoding.UTF8.GetBytes(StripeFile.Of(Enumerable.Range(1, Rows)));
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports?name=march.csv")
        {
            Content = new HaltingContent(file, file.Length * First / Rows, gate) { Headers = { ContentType = new("text/csv") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", shop.Key);
        return Answer.Of(http ?? shop.Service.Http, request);
    }
}
