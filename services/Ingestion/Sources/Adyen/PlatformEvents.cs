namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>Webhooks of Adyen for Platforms and others that sign their whole body. They tell of the balance accounts of everybody on the
/// platform, and a connection belongs to one company: booked here, another company's money would be in these books. So what moved money
/// is held. (docs.adyen.com/platforms/webhook-types)</summary>
static class PlatformEvents
{
    const string NoMoney = "It describes things and moves no money.";

    static readonly (string Prefix, string Reason)[] Families =
    [
        ("ach.notificationOfChange", NoMoney),
        ("eft.notificationOfChange", NoMoney),
        ("recurring.token.", NoMoney),
        ("balancePlatform.accountHolder.", NoMoney),
        ("balancePlatform.balanceAccount.", NoMoney),
        ("balancePlatform.balanceAccountSweep.", NoMoney),
        ("balancePlatform.paymentInstrument.", NoMoney),
        ("balancePlatform.cardorder.", NoMoney),
        ("balancePlatform.report.", "Reports are not read here."),
        ("merchant.", NoMoney),
        ("paymentMethod.", NoMoney),
        ("terminalAssignment.", NoMoney),
        ("terminalSettings.", NoMoney),
    ];

    /// <param name="bytes">These webhooks have no id in common, so their bytes are their identity.</param>
    public static SourceEvent Read(string source, VendorObject root, ReadOnlyMemory<byte> bytes)
    {
        var type = root.Text("type") ?? root.RequiredText("eventType");
        var received = new PlatformEvent(source, $"{type}:{VendorJson.Fingerprint(bytes)}", type, root);
        return received.Read(() => Route(received));
    }

    static SourceEvent Route(PlatformEvent received)
    {
        if (received.Type is "balancePlatform.transfer.created" or "balancePlatform.transfer.updated")
            return Transfer(received);
        if (received.Type is "balancePlatform.transaction.created")
            return Moved(received, received.Root.RequiredChild("data"));
        foreach (var (prefix, reason) in Families)
            if (received.Type.StartsWith(prefix, StringComparison.Ordinal))
                return received.Ignored(reason);
        return received.Unknown($"Webhooks of type '{received.Type}' are not known here and may be about money.");
    }

    static SourceEvent Transfer(PlatformEvent received)
    {
        var transfer = received.Root.RequiredChild("data");
        return transfer.RequiredText("status") is "received" or "authorised" or "refused"
            ? received.Ignored("The transfer is on its way or refused: no money has moved. A later status carries it.")
            : Moved(received, transfer);
    }

    static SourceEvent Moved(PlatformEvent received, VendorObject data) =>
        received.Unknown(
            $"It moved money on the balance account {data.Child("balanceAccount")?.Text("id") ?? "(unnamed)"}, and whose books that belongs to is not known: book it by hand if to these."
        );

    sealed record PlatformEvent(string Source, string Id, string Type, VendorObject Root) : VendorEvent(Source, Id, Type);
}
