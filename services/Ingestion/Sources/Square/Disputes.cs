using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>dispute.created, dispute.state.updated (formerly .changed): the state decides. As with every source a dispute is two facts, on
/// two days, perhaps in two periods: it is opened (Square withholds the money) and closed (the money comes back, or is lost for good), the
/// second under the id with ":closed". Every event about money tells the opening too, always in the same way, because an inquiry that becomes
/// a chargeback has no second "created". A closing's revision is Square's version, so a decision that is revised comes last.</summary>
static class Disputes
{
    public static SourceEvent Read(SquareEvent received)
    {
        var dispute = received.Subject("dispute");
        return dispute.Text("state") switch
        {
            "EVIDENCE_REQUIRED" or "PROCESSING" => received.Facts([Opened(received, dispute)]),
            "WON" => received.Facts([Opened(received, dispute), Closed(received, dispute, "won")]),
            // Accepted is lost without a fight: Square takes the amount in the same way.
            "LOST" or "ACCEPTED" => received.Facts([Opened(received, dispute), Closed(received, dispute, "lost")]),
            "INQUIRY_EVIDENCE_REQUIRED" or "INQUIRY_PROCESSING" => received.Ignored(
                "An inquiry moves no money. dispute.state.updated carries it if it becomes a chargeback."
            ),
            "INQUIRY_CLOSED" => received.Ignored("An inquiry was closed: no money had moved."),
            var state => received.Unknown($"A dispute with the state '{state}' is not understood."),
        };
    }

    static SourceTransaction Opened(SquareEvent received, VendorObject dispute) =>
        Booked(received, dispute, "opened", IdOf(dispute), dispute.RequiredTime("created_at"));

    static SourceTransaction Closed(SquareEvent received, VendorObject dispute, string status) =>
        Booked(received, dispute, status, IdOf(dispute) + ":closed", dispute.RequiredTime("updated_at")) with
        {
            Revision = dispute.RequiredNumber("version") is > 0 and <= int.MaxValue and var version
                ? (int)version
                : throw new VendorShapeException("'version' is no number that counts from 1."),
        };

    static SourceTransaction Booked(SquareEvent received, VendorObject dispute, string status, string id, DateTimeOffset at)
    {
        var money = dispute.RequiredMoney("amount_money");
        return new SourceTransaction
        {
            Source = received.Source,
            Id = id,
            Kind = TransactionKind.Dispute,
            OccurredAt = at,
            Currency = money.Currency,
            Gross = money.Amount,
            RelatedTo = dispute.Child("disputed_payment")?.Text("payment_id"),
            Location = dispute.Text("location_id"),
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["status"] = status,
                ["dispute"] = IdOf(dispute),
                ["reason"] = dispute.Text("reason")?.ToLowerInvariant() ?? "unspecified",
            },
        };
    }

    // dispute.state.changed has only the older name.
    static string IdOf(VendorObject dispute) => dispute.Text("id") ?? dispute.RequiredText("dispute_id");
}
