using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Xero;

/// <param name="Verb">PUT makes new journals only; POST changes those whose id it names.</param>
internal sealed record JournalWrite(string Verb, IReadOnlyList<JsonObject> Journals, bool SummarizeErrors);

/// <summary>What becomes of one journal of a request: a new version, or reasons why not.</summary>
internal sealed record WrittenJournal(JsonObject Given, ManualJournal? Journal, IReadOnlyList<string> Reasons);

/// <summary>Decides the journals of one request; stores nothing.</summary>
internal static class JournalWriting
{
    /// <summary>More are not advised by Xero, and not taken here.</summary>
    public const int MostAtOnce = 50;

    public static IReadOnlyList<WrittenJournal> Decide(JournalWrite write, XeroBooks books, DateTimeOffset now) =>
        [.. write.Journals.Select(given => Decide(write.Verb, given, books, now))];

    /// <summary>How it is answered for: whole, or with what is wrong.</summary>
    /// <param name="summarized">Then a call that comes this far had no error, and its elements say nothing about that.</param>
    public static JsonNode Answer(WrittenJournal item, bool summarized)
    {
        if (item.Journal is null)
            return Element(item);
        var document = item.Journal.Document();
        if (!summarized)
            document["StatusAttributeString"] = "OK";
        return document;
    }

    public static JsonNode Element(WrittenJournal item)
    {
        var element = item.Given.DeepClone().AsObject();
        element["ManualJournalID"] ??= Guid.Empty.ToString();
        element["StatusAttributeString"] = "ERROR";
        element["ValidationErrors"] = XeroWire.Messages(item.Reasons);
        return element;
    }

    static WrittenJournal Decide(string verb, JsonObject given, XeroBooks books, DateTimeOffset now)
    {
        var id = given.Text("ManualJournalID");
        if (id is not null && HttpMethods.IsPut(verb))
            return new(given, Journal: null, ["PUT makes new journals only: leave ManualJournalID out."]);
        var held = books.Find(id);
        if (id is not null && held is null)
            return new(given, Journal: null, [$"There is no manual journal {id}."]);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return ManualJournalRules.Check(given, held, Guid.CreateVersion7(now), books.Chart, books.Settings, today) switch
        {
            CheckedJournal.Accepted(var journal) => new(given, books.Stamped(journal, now), []),
            CheckedJournal.Refused(var reasons) => new(given, Journal: null, reasons),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
