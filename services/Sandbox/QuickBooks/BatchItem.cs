using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>One item of a batch: a change, a query, or something that can only be refused.</summary>
internal abstract record BatchItem(string? BId)
{
    /// <summary>The most items that one batch may hold.</summary>
    public const int Limit = 30;

    public sealed record Change(string? BId, WriteCommand Command) : BatchItem(BId);

    public sealed record Question(string? BId, string Text) : BatchItem(BId);

    public sealed record Hopeless(string? BId, QuickBooksFault Fault) : BatchItem(BId);

    public static BatchItem Of(JsonNode? node, bool somebodyElseWasFaster)
    {
        if (node is not JsonObject item)
            return new Hopeless(null, QuickBooksFault.Unreadable("BatchItemRequest"));
        var bId = item.Text("bId");
        if (item.Text("Query") is { } query)
            return new Question(bId, query);
        var named = item.Where(property => property.Key is not ("bId" or "operation" or "optionsData")).ToList();
        if (named is not [{ Key: var name, Value: JsonObject body }])
            return new Hopeless(bId, QuickBooksFault.Missing("an entity or Query"));
        // An option such as void is for other entities; a journal entry is deleted or reversed.
        if (item["optionsData"] is not null || EntityNames.Find(name) is not { } entity)
            return new Hopeless(bId, QuickBooksFault.Unsupported($"{item.Text("operation")} {item.Text("optionsData")} {name}"));
        return item.Text("operation") is { } operation
            ? new Change(bId, new WriteCommand(entity, operation, body.DeepClone().AsObject(), somebodyElseWasFaster))
            : new Hopeless(bId, QuickBooksFault.Missing("operation"));
    }
}
