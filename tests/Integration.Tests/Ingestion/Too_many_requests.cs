namespace AccountingSync.Integration.Tests.Ingestion;

public sealed class Too_many_requests
{
    [Test]
    public async Task of_one_organisation_are_answered_429_and_another_is_not()
    {
        await using var shop = await Shop.Open("limits", new() { ["Limits:Burst"] = "3", ["Limits:RequestsPerSecond"] = "1" });
        await shop.AddOrganisation("quiet");
        var quiet = await shop.NewKey("quiet", "source");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => shop.Send(Sale.Json($"sale-{i}"))));
        var other = await shop.Send(Sale.Json("sale-0"), quiet);

        var refused = answers.Where(answer => answer.Status == 429).ToList();
        Assert.That(refused, Is.Not.Empty);
        Assert.That(refused.Select(answer => answer.RetryAfter), Is.All.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(refused.Select(answer => answer.MediaType), Is.All.EqualTo("application/problem+json"));
        Assert.That(
            await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions WHERE organisation = 'shop'"),
            Is.EqualTo(answers.Count(answer => answer.Status == 202)),
            "what was refused left nothing, and what was accepted is there"
        );
        Assert.That(other.Status, Is.EqualTo(202));
    }
}
