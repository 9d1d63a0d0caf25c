using System.Collections.Concurrent;
using AccountingSync.Sandbox.Census;

namespace AccountingSync.Sandbox.Xero;

/// <summary>Every organisation by its tenant id; it exists from its first use.</summary>
internal sealed class XeroOrganisations(TimeProvider clock, CensusFile census)
{
    readonly ConcurrentDictionary<Guid, Lazy<XeroOrganisation>> organisations = new();

    public XeroOrganisation this[Guid tenant] => organisations.GetOrAdd(tenant, id => new(() => new XeroOrganisation(id, clock, census))).Value;

    public IEnumerable<XeroOrganisation> All => organisations.OrderBy(pair => pair.Key).Select(pair => pair.Value.Value);
}
