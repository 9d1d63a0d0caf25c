using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Mollie;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>Mollie lists things by when they were made; what counts is when they became money.</summary>
public sealed class What_becomes_money_later_at_mollie
{
    static readonly DateTimeOffset Since = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task a_payment_that_was_made_before_the_span_and_paid_in_it_is_told()
    {
        var payment = Listing_what_happened_at_mollie.Body("bare-payment", 1, Since.AddDays(-20));
        Assert.That(await Wanted("payments", payment.ToJsonString()), Is.Empty, "It was paid before");
        payment["paidAt"] = "2026-02-01T12:00:00+00:00";
        Assert.That(await Wanted("payments", payment.ToJsonString()), Is.EqualTo(["tr_1"]));
    }

    [TestCase("refunds", "bare-refund", 30)]
    [TestCase("chargebacks", "bare-chargeback", 119)]
    public async Task what_says_no_time_of_its_change_is_told_for_as_long_as_it_may_change(string list, string example, int days)
    {
        var young = Listing_what_happened_at_mollie.Body(example, 1, Since.AddDays(-days));
        var old = Listing_what_happened_at_mollie.Body(example, 2, Since.AddDays(-days - 2));
        Assert.That(await Wanted(list, old.ToJsonString(), young.ToJsonString()), Is.EqualTo(["tr_5B8cwPMGnU6qLbRvo7qEZo"]));
    }

    [Test]
    public async Task a_list_is_not_read_beyond_that()
    {
        var asked = new List<string>();
        await Wanted(
            "payments",
            asked,
            [
                .. Enumerable
                    .Range(1, 10)
                    .Reverse()
                    .Select(day => Listing_what_happened_at_mollie.Body("bare-payment", day, Since.AddDays(-day * 10)).ToJsonString()),
            ]
        );
        Assert.That(
            asked.Count(address => address.StartsWith("/v2/payments", StringComparison.Ordinal)),
            Is.EqualTo(2),
            "Two a page: 10, 20, 30 and 40 days"
        );
    }

    static Task<List<string>> Wanted(string list, params IReadOnlyList<string> oldestFirst) => Wanted(list, [], oldestFirst);

    /// <summary>The payments that are to be read.</summary>
    static async Task<List<string>> Wanted(string list, List<string> asked, IReadOnlyList<string> oldestFirst)
    {
        using var vendor = new PlayedVendor(address => PlayedVendor.Says(MollieLists.Answer(address, list, oldestFirst)));
        var wanted = new List<string>();
        string? position = null;
        do
        {
            using var apis = new SourceApis(TimeProvider.System, vendor);
            var access = new SourceAccess("live_key", new Uri("http://mollie.example/"));
            var page = (EventPage.Listed)await new MollieEvents(apis).List(Since, Since.AddDays(1), position, access, CancellationToken.None);
            wanted.AddRange(page.Events.SelectMany(one => ((SourceEvent.Facts)new MollieSource().Read("mollie", one)).Wanted).Select(one => one.Id));
            position = page.Next;
        } while (position is not null && vendor.Asked.Count < 50);
        asked.AddRange(vendor.Asked);
        return wanted;
    }
}
