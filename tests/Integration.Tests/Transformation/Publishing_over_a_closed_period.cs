using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Integration.Tests.Transformation;

/// <summary>A version that decides on days of a month that is closed, and drafts in general.</summary>
public sealed class Publishing_over_a_closed_period
{
    static readonly string Retail = ShippedRuleSets.Text(ShippedRuleSets.Retail);
    Mapping mapping = null!;

    [OneTimeSetUp]
    public async Task Open() => mapping = await Mapping.Open("publishing");

    [OneTimeTearDown]
    public async Task Close() => await mapping.DisposeAsync();

    [Test]
    public async Task takes_two_people()
    {
        using var proposed = await Publish("two", "ann", ["2026-02", "1999-01"]);
        Assert.That(proposed.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That((await Json(proposed)).GetProperty("touches").GetString(), Is.EqualTo("2026-02"));
        Assert.That(await Published("two"), Is.Empty);
        var draft = (await Drafts("two")).Single();
        Assert.That(draft.GetProperty("proposed_by").GetString(), Is.EqualTo("ann"));

        var (name, version) = (draft.GetProperty("name").GetString(), draft.GetProperty("version").GetInt32());
        using var alone = await PublishDraft("two", name, version, "ann");
        Assert.That(alone.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), await alone.Content.ReadAsStringAsync());
        using var again = await Publish("two", "ann", ["2026-02"]);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "The file itself, once more, by the same");
        using var agreed = await PublishDraft("two", name, version, "ben");
        Assert.That(agreed.StatusCode, Is.EqualTo(HttpStatusCode.OK), await agreed.Content.ReadAsStringAsync());
        Assert.That(await Published("two"), Is.EqualTo((string[])["retail 1 by ann with ben"]));
        Assert.That(await Drafts("two"), Is.Empty);

        // What is published is published: the same once more needs nobody.
        using var repeated = await Publish("two", "ann", ["2026-02"]);
        Assert.That(repeated.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task begins_anew_when_the_text_changed_meanwhile()
    {
        using var first = await Publish("changed", "ann", ["2026-02"]);
        using var other = await Publish("changed", "ben", ["2026-02"], Retail + "\n# another comment\n");
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), "Another text than ann proposed");
        using var agreed = await PublishDraft("changed", "retail", 1, "ann");
        Assert.That(agreed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Published("changed"), Is.EqualTo((string[])["retail 1 by ben with ann"]));
    }

    [Test]
    public async Task is_no_matter_where_all_closed_days_lie_before_its_own()
    {
        using var published = await Publish("before", "ann", ["1999-12"]);
        Assert.That(published.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Published("before"), Is.EqualTo((string[])["retail 1 by ann"]));
    }

    [Test]
    public async Task drafts_may_be_wrong_and_are_saved_again_until_they_are_published_or_thrown_away()
    {
        using var wrong = await Save("drafts", "ruleset: retail\nversion: 1\nrulez: []\n");
        Assert.That((await Json(wrong)).GetProperty("problems").GetArrayLength(), Is.GreaterThan(0));
        using var right = await Save("drafts", Retail);
        Assert.That((await Json(right)).GetProperty("problems").GetArrayLength(), Is.Zero);
        Assert.That((await Drafts("drafts")).Single().GetProperty("content").GetString(), Is.EqualTo(Retail));
        using var published = await PublishDraft("drafts", "retail", 1, "ann", closed: []);
        Assert.That(published.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var late = await Save("drafts", Retail);
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), "A published version never changes");
        using var nameless = await Save("drafts", "version: 1\n");
        Assert.That(nameless.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

        using var next = await Save("drafts", Retail.Replace("version: 1", "version: 2", StringComparison.Ordinal));
        using var gone = await Post("drafts", "rule-sets/drafts/retail/2/discard", new { });
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var twice = await Post("drafts", "rule-sets/drafts/retail/2/discard", new { });
        Assert.That(twice.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    Task<HttpResponseMessage> Publish(string organisation, string by, string[] closed, string? content = null) =>
        Post(
            organisation,
            "rule-sets",
            new
            {
                content = content ?? Retail,
                file_name = "retail.yaml",
                published_by = by,
                closed_periods = closed,
            }
        );

    Task<HttpResponseMessage> PublishDraft(string organisation, string? name, int version, string by, string[]? closed = null) =>
        Post(organisation, $"rule-sets/drafts/{name}/{version}/publish", new { published_by = by, closed_periods = closed ?? ["2026-02"] });

    Task<HttpResponseMessage> Save(string organisation, string content) =>
        Post(
            organisation,
            "rule-sets/drafts",
            new
            {
                content,
                file_name = "retail.yaml",
                published_by = "ann",
            }
        );

    Task<HttpResponseMessage> Post(string organisation, string path, object body) =>
        mapping.Service.Internal.PostAsJsonAsync($"{path}?organisation={organisation}", body);

    async Task<IReadOnlyList<JsonElement>> Drafts(string organisation) =>
        [.. (await mapping.Service.Internal.GetFromJsonAsync<JsonElement>($"rule-sets/drafts?organisation={organisation}")).EnumerateArray()];

    async Task<IReadOnlyList<string>> Published(string organisation) =>
        [
            .. (await mapping.Service.Internal.GetFromJsonAsync<JsonElement>($"rule-sets?organisation={organisation}"))
                .EnumerateArray()
                .Select(row =>
                    $"{row.GetProperty("name")} {row.GetProperty("version")} by {row.GetProperty("published_by")}"
                    + (row.TryGetProperty("agreed_by", out var agreed) && agreed.GetString() is { } second ? $" with {second}" : "")
                ),
        ];

    static async Task<JsonElement> Json(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}
