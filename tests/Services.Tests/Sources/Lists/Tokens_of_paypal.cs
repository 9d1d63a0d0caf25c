using System.Net;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.PayPal;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>PayPal is asked with a token, which is had for the application's id and secret and lasts for hours.</summary>
public sealed class Tokens_of_paypal
{
    static readonly DateTimeOffset Since = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    SettableClock clock = null!;
    HashSet<string> refused = null!;
    int given;

    [SetUp]
    public void Begin() => (clock, refused, given) = (new SettableClock(Since), [], 0);

    [Test]
    public async Task one_is_used_until_it_ends()
    {
        using var vendor = Vendor();
        using var apis = new SourceApis(clock, vendor);
        var list = new PayPalTransactions(apis, new PayPalTokens(apis, clock));
        await Ask(list);
        await Ask(list);
        Assert.That(given, Is.EqualTo(1));
        clock.Advance(TimeSpan.FromHours(9));
        await Ask(list);
        Assert.That(given, Is.EqualTo(2));
    }

    [Test]
    public async Task one_that_was_taken_back_is_replaced_once()
    {
        using var vendor = Vendor();
        using var apis = new SourceApis(clock, vendor);
        var list = new PayPalTransactions(apis, new PayPalTokens(apis, clock));
        await Ask(list);
        refused.Add("token1");
        Assert.That(await Ask(list), Is.InstanceOf<EventPage.Listed>());
        refused.UnionWith(["token2", "token3", "token4"]);
        Assert.That(((EventPage.Failed)await Ask(list)).Why, Is.EqualTo(new FetchAnswer.Unauthorized()));
        Assert.That(given, Is.EqualTo(3));
    }

    [Test]
    public async Task a_key_without_a_secret_is_refused_here()
    {
        using var vendor = Vendor();
        using var apis = new SourceApis(clock, vendor);
        var page = await Ask(new PayPalTransactions(apis, new PayPalTokens(apis, clock)), "only-an-id");
        Assert.That(((EventPage.Failed)page).Why, Is.EqualTo(new FetchAnswer.Unauthorized()));
        Assert.That(vendor.Asked, Is.Empty);
    }

    PlayedVendor Vendor() =>
        new(address =>
            address.AbsolutePath == "/v1/oauth2/token" ? PlayedVendor.Says($$"""{"access_token":"token{{++given}}","expires_in":32400}""")
            : refused.Contains($"token{given}") ? PlayedVendor.Says("{}", HttpStatusCode.Unauthorized)
            : PlayedVendor.Says("""{"transaction_details":[],"total_pages":0}""")
        );

    static Task<EventPage> Ask(PayPalTransactions list, string key = "id:secret") =>
        list.List(Since, Since.AddHours(1), null, new SourceAccess(key, new Uri("http://paypal.example/")), CancellationToken.None);
}
