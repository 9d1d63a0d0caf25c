namespace AccountingSync.Ingestion.Sources.Toast;

/// <summary>Events that book nothing. What is in no list may move money and is unknown.</summary>
static class OtherEvents
{
    const string NoMoney = "It describes things and moves no money.";

    // Of doc.toasttab.com/doc/devguide/apiWebhooksReference.html.
    static readonly UnbookedEvents Unbooked = new(
        [
            ("guest_order_status", "It tells how far the kitchen is; order_updated carries the money."),
            ("menus_updated", NoMoney),
            ("in_stock", NoMoney),
            ("low_quantity", NoMoney),
            ("out_of_stock", NoMoney),
            ("partner_added", NoMoney),
            ("partner_removed", NoMoney),
            ("partner_updated", NoMoney),
            ("availability_online", NoMoney),
            ("availability_offline", NoMoney),
            ("ordering_schedule_updated", NoMoney),
            ("packaging_updated", NoMoney),
        ],
        []
    );

    public static SourceEvent Read(ToastEvent received) => Unbooked.Read(received);
}
