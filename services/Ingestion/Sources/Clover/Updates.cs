using System.Text.Json;

namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>What a webhook says changed: for each merchant a list of <c>{"objectId":"P:ID","type":"UPDATE","ts":milliseconds}</c>.
/// (docs.clover.com/docs/webhooks)</summary>
static class Updates
{
    /// <summary>One piece for each, with its merchant beside it: <c>{"merchant":"ID","update":{…}}</c>.</summary>
    /// <returns>The body as it is when it has no such lists: reading it will say so.</returns>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Each(ReadOnlyMemory<byte> body)
    {
        if (VendorJson.Object(body, "merchants") is not { } merchants)
            return [body];
        using var document = JsonDocument.Parse(merchants, VendorJson.Options);
        var pieces = new List<ReadOnlyMemory<byte>>();
        foreach (var merchant in document.RootElement.EnumerateObject())
        {
            if (merchant.Value.ValueKind != JsonValueKind.Array)
                return [body];
            foreach (var update in merchant.Value.EnumerateArray())
                pieces.Add(Piece(merchant.Name, update));
        }
        return pieces;
    }

    public static CloverEvent Read(string source, VendorObject piece)
    {
        var merchant = piece.RequiredText("merchant");
        var update = piece.RequiredChild("update");
        var changed = update.RequiredText("objectId");
        var type = update.RequiredText("type");
        var at = update.RequiredNumber("ts");
        var subject = changed.Split(':') switch
        {
            ["P", var id] => CloverId.Of($"{merchant}/{Payments.Kind}/{id}"),
            ["O", var id] => CloverId.Of($"{merchant}/{Orders.Kind}/{id}"),
            _ => null,
        };
        return new CloverEvent(source, $"{merchant} {changed} {type} {at}", $"{changed.Split(':')[0]}.{type}", subject);
    }

    public static SourceEvent Said(CloverEvent received) =>
        received switch
        {
            { Subject: { } subject, Type: "P.CREATE" or "P.UPDATE" or "O.CREATE" or "O.UPDATE" } => received.Facts(
                [],
                [new WantedObject(subject.Kind, subject.Path)]
            ),
            { Type: "P.DELETE" } => received.Unknown("A payment was deleted. If it was booked, correct it by hand."),
            { Type: "O.DELETE" } => received.Ignored("An order was deleted; its payments are told by themselves."),
            _ => OtherUpdates.Read(received),
        };

    static byte[] Piece(string merchant, JsonElement update)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("merchant", merchant);
            writer.WritePropertyName("update");
            update.WriteTo(writer);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }
}
