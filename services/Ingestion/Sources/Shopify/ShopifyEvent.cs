namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>A delivery with its topic. The topic stands in a header and is not signed: somebody who captured a genuine delivery can send its body
/// again under another topic, and cannot change a byte of the body. So what a topic claims is held against what the body shows: the kind of
/// object, by the id that it carries; that an order which is said to be paid has a status of paid orders; that amounts add up. What is booked
/// comes from the body alone, so such a body under a topic of the same kind tells the same facts again, which are duplicates.</summary>
/// <param name="Id">Shopify's id of the event with the topic behind it: one act in a shop may have several topics, and nothing documents that
/// each has an id of its own.</param>
sealed record ShopifyEvent(string Source, string Id, string Type, VendorObject Body) : VendorEvent(Source, Id, Type)
{
    /// <param name="kind">Shopify's word for the object: Order, Refund, OrderTransaction.</param>
    public VendorObject Subject(string kind)
    {
        var expected = $"gid://shopify/{kind}/{Body.RequiredNumber("id")}";
        return Body.RequiredText("admin_graphql_api_id") == expected
            ? Body
            : throw new VendorShapeException($"'admin_graphql_api_id' is not '{expected}', as the topic says.");
    }
}

static class ShopifyId
{
    /// <summary>Shopify counts orders, refunds, transactions and disputes each by themselves, so the kind stands before the number.</summary>
    public static string Of(string kind, long number) =>
        number > 0
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}_{number}")
            : throw new VendorShapeException($"The id of the {kind} is no number that counts from 1.");
}
