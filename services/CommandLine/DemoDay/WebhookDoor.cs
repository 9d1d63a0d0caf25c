using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>Stripe's day, sent by the sandbox's player: signed, out of order, one in ten twice, and two forged.</summary>
sealed class WebhookDoor(SandboxCompany sandbox, DemoOrganisation demo, Uri ingestion, SentLog log)
{
    const string Door = "webhook";
    const int Charges = 120;
    const int Forgeries = 2;
    static readonly string[] Currencies = ["usd", "eur", "jpy", "kwd", "gbp"];

    public async Task Send(CancellationToken stop)
    {
        var played = await sandbox.PlayStripeDay(
            new
            {
                Target = new Uri(ingestion, $"v1/webhooks/{demo.Stripe}"),
                Secret = demo.WebhookSecret,
                Seed = demo.Number,
                Charges,
                Duplicates = 0.1m,
                OutOfOrder = true,
                Currencies,
                Forged = Forgeries,
                Start = new DateTimeOffset(2026, 3, 5, 5, 0, 0, TimeSpan.Zero),
                Concurrency = 6,
            },
            stop
        );
        var events = played.List("events");
        log.Sent(Door, events.Select(sent => new SentTransaction(demo.Stripe, sent.Text("object")!, 1, Kind(sent))));
        var objects = events.Select(sent => sent.Text("object")!).ToHashSet();
        var fees = await sandbox.Fees("sk_test_" + demo.Name, stop);
        log.Sent("fetch", fees.Where(fee => objects.Contains(fee.Of)).Select(fee => new SentTransaction(demo.Stripe, fee.Id, 1, "fee")));

        var payouts = events.Where(sent => Kind(sent) == "payout");
        log.Sent("fetch", payouts.Select(payout => new SentTransaction(demo.Stripe, payout.Text("object")!, 2, "payout")));

        // An event about a dispute tells the dispute and its fee.
        var twice = played.List("repeated").Select(id => id.GetString()).ToList();
        log.Repeated(twice.Count + twice.Count(id => events.Single(sent => sent.Text("id") == id).Text("type") == "charge.dispute.created"));
        log.Forgeries(Forgeries);
        log.Answered("webhooks with a wrong signature", $"{Forgeries} × 401", $"{played.GetProperty("http").Text("401") ?? "0"} × 401");
        log.Answered("webhooks not accepted", "0", played.List("undelivered").Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    static string Kind(JsonElement sent) =>
        sent.Text("type") switch
        {
            "charge.succeeded" => "payment",
            "refund.created" => "refund",
            "charge.dispute.created" => "dispute",
            "payout.paid" => "payout",
            var other => throw new CommandFailedException($"The demo does not know the event {other}."),
        };
}
