using System.ComponentModel;
using System.Text.Json;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>Where each line of an entry comes from.</summary>
public sealed record ExplanationAnswer(
    EntryAnswer Entry,
    [property: Description("How the transaction came in: door, connection, the vendor's event, and when.")] ReceivedRevision? Received,
    [property: Description("What the source said, read anew from the raw payload; null when that cannot be read.")] JsonElement? Said,
    [property: Description("In the order of the entry's lines.")] IReadOnlyList<ExplainedLine> Lines,
    [property: Description("Why the entry does not follow from what the source said; null when it does in every byte.")] string? Problem
)
{
    public static ExplanationAnswer Of(Explanation explanation) =>
        new(EntryAnswer.Of(explanation.Posted), explanation.Received, explanation.Said, explanation.Lines, explanation.Problem);
}
