using System.Collections.Concurrent;
using AccountingSync.Sandbox.Census;

namespace AccountingSync.Sandbox.Odoo;

/// <summary>Every database by its name; it exists from its first use.</summary>
internal sealed class OdooDatabases(TimeProvider clock, CensusFile census)
{
    readonly ConcurrentDictionary<string, Lazy<OdooDatabase>> databases = new();

    public OdooDatabase this[string name] => databases.GetOrAdd(name, key => new(() => new OdooDatabase(key, clock, census))).Value;

    public IEnumerable<OdooDatabase> All => databases.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Value);
}
