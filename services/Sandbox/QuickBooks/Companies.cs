using System.Collections.Concurrent;
using AccountingSync.Sandbox.Census;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>Every company file by its realm id; a realm exists from its first use.</summary>
internal sealed class Companies(TimeProvider clock, CensusFile census, ChangeNotices notices)
{
    readonly ConcurrentDictionary<string, Lazy<Company>> companies = new();

    public Company this[string realm] => companies.GetOrAdd(realm, name => new(() => new Company(name, clock, census, notices))).Value;

    public IEnumerable<(string Realm, Company Company)> All =>
        companies.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value.Value));
}
