using System.Globalization;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>The objects of one company with their indexes. The company holds the lock.</summary>
internal sealed class Books
{
    readonly Dictionary<string, SortedDictionary<long, StoredObject>> objects = new() { [EntityNames.JournalEntry] = [], [EntityNames.Account] = [] };
    readonly Dictionary<string, long> highest = [];
    readonly Dictionary<string, SortedSet<long>> byDocNumber = [];
    readonly Dictionary<(string Account, string Currency), decimal> balances = [];

    public IReadOnlyDictionary<(string Account, string Currency), decimal> Balances => balances;

    public string NextId(string entity) => (highest.GetValueOrDefault(entity) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The object, deleted or not; null when it was never there.</summary>
    public StoredObject? Find(string entity, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? objects[entity].GetValueOrDefault(number) : null;

    public IEnumerable<StoredObject> All(string entity) => objects[entity].Values;

    public IEnumerable<StoredObject> Live(string entity) => All(entity).Where(stored => !stored.Deleted);

    public IEnumerable<StoredObject> LiveWithDocNumber(string docNumber) =>
        byDocNumber.TryGetValue(docNumber, out var numbers) ? numbers.Select(number => objects[EntityNames.JournalEntry][number]) : [];

    /// <summary>Document numbers that more than one live journal entry bears.</summary>
    public IEnumerable<(string DocNumber, IReadOnlyList<string> Ids)> Duplicates() =>
        byDocNumber
            .Where(pair => pair.Value.Count > 1)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, (IReadOnlyList<string>)[.. pair.Value.Select(number => number.ToString(CultureInfo.InvariantCulture))]));

    public void Put(StoredObject stored)
    {
        var held = objects[stored.Entity];
        if (held.TryGetValue(stored.Number, out var before) && !before.Deleted)
            Index(before, add: false);
        held[stored.Number] = stored;
        highest[stored.Entity] = Math.Max(highest.GetValueOrDefault(stored.Entity), stored.Number);
        if (!stored.Deleted)
            Index(stored, add: true);
    }

    void Index(StoredObject stored, bool add)
    {
        if (stored.Journal is not { } journal)
            return;
        foreach (var line in journal.Lines)
        {
            var key = (line.AccountId, journal.Currency);
            balances[key] = balances.GetValueOrDefault(key) + (add ? line.Signed : -line.Signed);
        }
        if (string.IsNullOrEmpty(journal.DocNumber))
            return;
        if (add)
        {
            if (!byDocNumber.TryGetValue(journal.DocNumber, out var numbers))
                byDocNumber[journal.DocNumber] = numbers = [];
            numbers.Add(stored.Number);
        }
        else
        {
            byDocNumber[journal.DocNumber].Remove(stored.Number);
        }
    }
}
