using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.PlatformSync;

public sealed class A_token_that_expires_in_the_middle
{
    const string Shop = "corner-shop";

    /// <summary>The first answers with new tokens are lost after they were made, cut in half, or a page of something in between.</summary>
    [Test]
    public async Task is_replaced_though_the_first_replies_are_lost_and_nothing_is_written_twice()
    {
        await using var company = await Company.Open("tokens");
        var service = await company.Start();
        await company.Connect(service, Shop);
        await company.Suffer(new { target = "quickbooks-tokens", next = new[] { "close_after_commit", "truncate", "html_200", "http_500" } });
        await company.Suffer(
            new { target = "quickbooks", next = Enumerable.Repeat("expired_token", 4).Append("close_after_commit").Append("expired_token") }
        );

        await company.Posted(Shop, [.. Enumerable.Range(0, 70).Select(number => $"sale-{number}")]);

        await company.Written(Shop, 70);
        Assert.That(await company.Documents(), Is.Unique.And.Count.EqualTo(70));
        Assert.That((await company.Fired("quickbooks-tokens")).Values.Sum(), Is.EqualTo(4), "all of the lost replies");
        Assert.That((await company.Fired("quickbooks"))["expired_token"], Is.EqualTo(5));
    }

    [Test]
    public async Task is_replaced_once_however_many_need_it_at_that_moment()
    {
        await using var company = await Company.Open("refresh", refreshGraceSeconds: 0);
        var first = await company.Start();
        await company.Connect(first, Shop);
        // A second process: look-ups of the one race with pushes of the other for the same refresh token, which works only once.
        await company.Start();
        await company.Suffer(
            new
            {
                target = "quickbooks",
                seed = 3,
                rates = new Dictionary<string, double> { ["expired_token"] = 0.2, ["close_after_commit"] = 0.2 },
            }
        );

        for (var number = 0; number < 40; number++)
            await company.Posted(Shop, $"sale-{number}", $"other-{number}");

        await company.Written(Shop, 80);
        Assert.That(await company.Documents(), Is.Unique.And.Count.EqualTo(80));
    }
}
