using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>One change that a client asks for. <paramref name="SomebodyElseWasFaster"/> plays an edit between its read and its write.</summary>
internal sealed record WriteCommand(string Entity, string? Operation, JsonObject Body, bool SomebodyElseWasFaster);

/// <summary>What became of a change.</summary>
internal abstract record WriteOutcome
{
    WriteOutcome() { }

    public sealed record Stored(StoredObject Object) : WriteOutcome;

    public sealed record Refused(QuickBooksFault Fault) : WriteOutcome;
}

/// <summary>Decides one change against the books; stores nothing.</summary>
internal static class Writing
{
    public static WriteOutcome Decide(WriteCommand command, Books books, CompanyPreferences preferences, DateTimeOffset now)
    {
        if (EntityNames.UnknownProperty(command.Entity, command.Body.Select(property => property.Key)) is { } unknown)
            return new WriteOutcome.Refused(unknown);
        if (EntityNames.NotText(command.Body) is { } notText)
            return new WriteOutcome.Refused(notText);
        return command.Operation?.ToLowerInvariant() switch
        {
            "delete" => Delete(command, books, preferences, now),
            "update" => Update(command, books, preferences, now),
            "create" => Create(command, books, preferences, now),
            // Without an operation the presence of an id tells an update from a create.
            null => command.Body.Text("Id") is null ? Create(command, books, preferences, now) : Update(command, books, preferences, now),
            _ => new WriteOutcome.Refused(QuickBooksFault.Unsupported(command.Operation)),
        };
    }

    static WriteOutcome Create(WriteCommand command, Books books, CompanyPreferences preferences, DateTimeOffset now) =>
        Check(command.Entity, command.Body, ownId: null, books, preferences, now) switch
        {
            Checked.Accepted(var document) => new WriteOutcome.Stored(
                StoredObject.Make(command.Entity, books.NextId(command.Entity), syncToken: 0, now, now, document)
            ),
            Checked.Refused(var fault) => new WriteOutcome.Refused(fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static WriteOutcome Update(WriteCommand command, Books books, CompanyPreferences preferences, DateTimeOffset now)
    {
        if (AddressFault(command, books, preferences, out var held) is { } fault)
            return new WriteOutcome.Refused(fault);
        var wanted = command.Body;
        if (command.Body.Flag("sparse"))
        {
            wanted = held!.Document();
            foreach (var (name, value) in command.Body)
                wanted[name] = value?.DeepClone();
        }
        return Check(command.Entity, wanted, held!.Id, books, preferences, now) switch
        {
            Checked.Accepted(var document) => new WriteOutcome.Stored(
                StoredObject.Make(command.Entity, held.Id, held.SyncToken + 1, held.CreatedAt, now, document)
            ),
            Checked.Refused(var refusal) => new WriteOutcome.Refused(refusal),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static WriteOutcome Delete(WriteCommand command, Books books, CompanyPreferences preferences, DateTimeOffset now)
    {
        if (command.Entity != EntityNames.JournalEntry)
            return new WriteOutcome.Refused(QuickBooksFault.Unsupported($"delete of {command.Entity}"));
        if (AddressFault(command, books, preferences, out var held) is { } fault)
            return new WriteOutcome.Refused(fault);
        return new WriteOutcome.Stored(held! with { Deleted = true, SyncToken = held.SyncToken + 1, UpdatedAt = now });
    }

    static QuickBooksFault? AddressFault(WriteCommand command, Books books, CompanyPreferences preferences, out StoredObject? held)
    {
        held = null;
        if (command.Body.Text("Id") is not { } id)
            return QuickBooksFault.Missing("Id");
        if (command.Body.Text("SyncToken") is not { } token)
            return QuickBooksFault.Missing("SyncToken");
        held = books.Find(command.Entity, id);
        if (held is null or { Deleted: true })
            return QuickBooksFault.NotFound;
        var current = held.SyncToken.ToString(CultureInfo.InvariantCulture);
        if (token != current || command.SomebodyElseWasFaster)
            return QuickBooksFault.Stale(current, token);
        return held.Journal is { } journal && journal.TxnDate <= preferences.BookCloseDate
            ? QuickBooksFault.ClosedPeriod(preferences.BookCloseDate.Value)
            : null;
    }

    static Checked Check(string entity, JsonObject body, string? ownId, Books books, CompanyPreferences preferences, DateTimeOffset now) =>
        entity == EntityNames.JournalEntry
            ? JournalEntryRules.Check(body, ownId, books, preferences, Wire.Today(now))
            : AccountRules.Check(body, ownId, books, preferences);
}
