using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Census;

namespace AccountingSync.Sandbox.Odoo;

/// <summary>One database. Every call runs alone; what it changes goes to the census file as one line.</summary>
internal sealed class OdooDatabase(string name, TimeProvider clock, CensusFile census)
{
    readonly Lock gate = new();
    readonly OdooBooks books = new();
    long requests;

    public string Name => name;

    public long Requests => Interlocked.Read(ref requests);

    public void CountRequest() => Interlocked.Increment(ref requests);

    /// <exception cref="OdooError">Nothing is done, for this reason.</exception>
    public JsonNode? Call(OdooRequest request)
    {
        lock (gate)
        {
            var changes = OdooMethods.Call(request, books, Now());
            Commit(changes.Entries, changes.Deleted);
            foreach (var account in changes.Accounts)
            {
                books.Put(account);
                census.Append(OdooCensusLines.Account(name, account));
            }
            return changes.Answer;
        }
    }

    /// <summary>Makes a change that no client asked for: a person at the keyboard did. Null when it makes no sense.</summary>
    /// <returns>The entry as it is afterwards; one that is deleted as it was.</returns>
    public OdooEntry? Edit(Func<OdooBooks, DateTimeOffset, OdooEdited?> edit)
    {
        lock (gate)
        {
            if (edit(books, Now()) is not { } edited)
                return null;
            Commit(edited.IsDeleted ? [] : [edited.Entry], edited.IsDeleted ? [edited.Entry.Id] : []);
            return edited.Entry;
        }
    }

    /// <summary>Runs a reader over the books as they are at one moment.</summary>
    public T Look<T>(Func<OdooBooks, T> look)
    {
        lock (gate)
            return look(books);
    }

    public void Set(OdooSettings settings)
    {
        lock (gate)
        {
            books.Settings = settings;
            census.Append(OdooCensusLines.Settings(name, settings));
        }
    }

    public void Restore(OdooSettings settings) => books.Settings = settings;

    public void Restore(OdooAccount account) => books.Put(account);

    public void Restore(IReadOnlyList<OdooEntry> entries, IReadOnlyList<int> deleted)
    {
        foreach (var entry in entries)
            books.Put(entry);
        foreach (var id in deleted)
            books.Delete(id);
    }

    // Moments are kept to the microsecond.
    DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    void Commit(IReadOnlyList<OdooEntry> entries, IReadOnlyList<int> deleted)
    {
        Restore(entries, deleted);
        if (entries.Count + deleted.Count > 0)
            census.Append(OdooCensusLines.Change(name, entries, deleted));
    }
}
