using System.Net.Http.Json;
using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Transformation.Held;

namespace AccountingSync.Integration.Tests.Transformation;

public sealed class Transactions_that_are_held
{
    Mapping mapping = null!;

    [OneTimeSetUp]
    public async Task Open() => mapping = await Mapping.Open("held");

    [OneTimeTearDown]
    public async Task Close() => await mapping.DisposeAsync();

    [Test]
    public async Task for_want_of_rules_are_visible_and_mapped_when_rules_are_published()
    {
        await mapping.Send("new-shop", Say.Item("sale-1", 1, "sale", 10m), Say.Item("sale-2", 1, "sale", 20m));
        await mapping.Settled();
        var held = await Held("new-shop");

        await mapping.PublishRetail("new-shop");
        await Eventually.That(() => mapping.Heard(nameof(PostJournalEntries), "new-shop"), Is.EqualTo(2), "The second decision");

        Assert.That(held.Select(view => view.Id), Is.EqualTo(new[] { "sale-1", "sale-2" }));
        Assert.That(held[0].Reason, Does.Contain("no published rule set"));
        Assert.That(await mapping.Heard(nameof(SourceTransactionsHeld), "new-shop"), Is.EqualTo(2));
        Assert.That(await mapping.Standing("new-shop"), Is.EquivalentTo(new[] { "sale-1 1 10", "sale-2 1 20" }));
        Assert.That(await Held("new-shop"), Is.Empty);
    }

    [Test]
    public async Task by_the_rules_stay_held_under_the_same_rules_and_go_under_others()
    {
        await mapping.PublishRetail("strict-shop");
        await mapping.Send("strict-shop", Say.Item("odd-1", 1, "adjustment", 10m), Say.Item("sale-1", 1, "sale", 20m));
        await mapping.Settled();
        Assert.That((await Held("strict-shop")).Single().Id, Is.EqualTo("odd-1"), "its mate was mapped");
        Assert.That(await mapping.Standing("strict-shop"), Is.EqualTo(new[] { "sale-1 1 20" }));

        using var retried = await mapping.Service.Internal.PostAsync("held/retry?organisation=strict-shop", null);
        await Eventually.That(() => mapping.Heard(nameof(SourceTransactionsHeld), "strict-shop"), Is.EqualTo(2), "Held again");
        using var published = await mapping.Publish("strict-shop", WithAdjustments());
        await Eventually.That(() => mapping.Heard(nameof(PostJournalEntries), "strict-shop"), Is.EqualTo(2), "Mapped at last");

        Assert.That(await retried.Content.ReadAsStringAsync(), Does.StartWith("""{"retried":1"""));
        Assert.That(published.IsSuccessStatusCode, Is.True, await published.Content.ReadAsStringAsync());
        Assert.That(await Held("strict-shop"), Is.Empty);
    }

    [Test]
    public async Task are_never_held_for_want_of_a_rule_that_has_just_been_published()
    {
        await mapping.PublishRetail("quick-shop");
        await mapping.Send("quick-shop", Say.Item("sale-1", 1, "sale", 20m));
        await mapping.Settled();

        using var published = await mapping.Publish("quick-shop", WithAdjustments());
        await mapping.Send("quick-shop", Say.Item("odd-1", 1, "adjustment", 10m));
        await mapping.Settled();

        Assert.That(published.IsSuccessStatusCode, Is.True, await published.Content.ReadAsStringAsync());
        Assert.That(await mapping.Standing("quick-shop"), Is.EquivalentTo(new[] { "sale-1 1 20", "odd-1 1 10" }));
        Assert.That(await mapping.Heard(nameof(SourceTransactionsHeld), "quick-shop"), Is.Zero);
    }

    [Test]
    public async Task are_found_by_their_name_with_the_nearest_rule()
    {
        using var published = await mapping.Publish("named-shop", WithAdjustments());
        await mapping.Send(
            "named-shop",
            Say.Item("odd-1", 1, "adjustment", 10m, source: "back-shop"),
            Say.Item("odd-2", 1, "adjustment", 10m, source: "back-shop")
        );
        await mapping.Settled();

        var held = await mapping.Service.Internal.GetFromJsonAsync<List<HeldView>>(
            "held/of?organisation=named-shop&source=back-shop&id=odd-2",
            Json.Snake
        );
        Assert.That(held!.Single().Id, Is.EqualTo("odd-2"));
        Assert.That(held!.Single().NearestRule, Is.EqualTo("adjustment"), held!.Single().Reason);
        Assert.That(await mapping.Service.Internal.GetStringAsync("held/of?organisation=named-shop&source=back-shop&id=odd"), Is.EqualTo("[]"));
    }

    /// <summary>Of 60.00 two refunds of 40.00 wait for a rule; the new set has one, and can give back one of them.</summary>
    [Test]
    public async Task are_previewed_with_what_they_would_give_back()
    {
        const string Sales = """
            ruleset: shop
            version: 1
            effective: { from: 2020-01-01, tz: UTC }
            rules:
              - id: sale
                when: { kind: sale }
                lines:
                  - { dr: "assets:cash", amount: gross }
                  - { cr: "income:sales", amount: gross }

            """;
        using var published = await mapping.Publish("refunding-shop", Sales);
        var refunds = new[] { "r-1", "r-2" }
            .Select(id => Say.Item(id, 1, "refund", 40m))
            .Select(item => item with { Transaction = item.Transaction with { RelatedTo = "sale-1" } })
            .ToArray();
        var sale = Say.Item("sale-1", 1, "sale", 60m);
        await mapping.Send("refunding-shop", [sale, .. refunds]);
        await mapping.Settled();
        var standing = await Post("standing?organisation=refunding-shop", new { Names = new[] { new { Source = "front-shop", Id = "sale-1" } } });

        var preview = await Post(
            "rule-sets/preview?organisation=refunding-shop",
            new
            {
                Content = Sales.Replace("version: 1", "version: 2") + "  - id: refund\n    when: { kind: refund }\n    reverse: related_to\n",
                FileName = "shop.yaml",
                Items = refunds.Select(item => new { Transaction = item.Transaction, Original = sale.Transaction }),
            }
        );

        Assert.That(standing[0].GetProperty("revision").GetInt32(), Is.EqualTo(1));
        Assert.That(preview.GetProperty("held_before").GetInt32(), Is.EqualTo(2));
        Assert.That(preview.GetProperty("held_after").GetInt32(), Is.EqualTo(1), preview.GetRawText());
        Assert.That(preview.GetProperty("transactions")[0].GetProperty("after")[0].GetString(), Does.Contain("40.00 USD"));
    }

    async Task<System.Text.Json.JsonElement> Post(string address, object body)
    {
        using var answer = await mapping.Service.Internal.PostAsJsonAsync(address, body, Json.Snake);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
    }

    [Test]
    public async Task are_kept_encrypted()
    {
        await mapping.Send(
            "private-shop",
            Say.Item("sale-1", 1, "sale", 10m) with
            {
                Transaction = Say.Item("sale-1", 1, "sale", 10m).Transaction with { Customer = "Ada Lovelace" },
            }
        );
        await mapping.Settled();

        Assert.That(
            await mapping.Office.Read<string>("SELECT encode(content, 'escape') FROM transformation.held WHERE organisation = 'private-shop'"),
            Does.Not.Contain("Lovelace").And.Not.Contain("sale")
        );
    }

    [Test]
    public async Task are_not_shown_to_another_organisation()
    {
        await mapping.Send("shop-a", Say.Item("sale-1", 1, "sale", 10m));
        await mapping.Settled();

        Assert.That(await Held("shop-a"), Has.Count.EqualTo(1));
        Assert.That(await Held("shop-b"), Is.Empty);
    }

    [Test]
    public async Task because_of_a_kind_of_another_version_are_set_aside_and_their_mates_mapped()
    {
        await mapping.PublishRetail("future-shop");

        await mapping.Send("future-shop", Say.Item("sale-1", 1, "sale", 10m), Say.Item("sale-2", 1, "lottery", 20m));

        await Eventually.That(() => mapping.Heard(nameof(PostJournalEntries), "future-shop"), Is.EqualTo(1));
        Assert.That(
            await mapping.Service.Internal.GetStringAsync("dead-letters"),
            Does.Contain("lottery").And.Contain("is no kind of source transaction")
        );
    }

    [Test]
    public async Task are_not_published_by_rules_that_are_wrong()
    {
        using var broken = await mapping.Publish("careless-shop", "ruleset: retail\nversion: one\n");
        await mapping.PublishRetail("careless-shop");
        using var changed = await mapping.Publish("careless-shop", Retail().Replace("assets:disputes\"", "assets:disputed\""));
        using var repeated = await mapping.Publish("careless-shop", Retail());

        Assert.That((int)broken.StatusCode, Is.EqualTo(400));
        Assert.That((int)changed.StatusCode, Is.EqualTo(400));
        Assert.That((int)repeated.StatusCode, Is.EqualTo(200), "the same again changes nothing");
    }

    static string Retail() => AccountingSync.Transformation.RuleSets.ShippedRuleSets.Text("retail");

    static string WithAdjustments() =>
        Retail()
            .Replace("version: 1\n", "version: 2\n")
            .Replace(
                "rules:\n",
                """
                rules:
                  - id: adjustment
                    when: { kind: adjustment, source: front-shop }
                    lines:
                      - { dr: "assets:cash", amount: gross }
                      - { cr: "income:sales:adjusted", amount: gross }

                """
            );

    async Task<List<HeldView>> Held(string organisation) =>
        (await mapping.Service.Internal.GetFromJsonAsync<List<HeldView>>($"held?organisation={organisation}", Json.Snake))!;
}
