using System.Collections.Concurrent;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Messaging;

namespace AccountingSync.Reconciliation.Controls;

/// <summary>How many discrepancies were open after each organisation's last run; a gauge by type reports the sum.</summary>
public sealed class OpenDiscrepancies
{
    readonly ConcurrentDictionary<string, IReadOnlyDictionary<DiscrepancyType, long>> byOrganisation = new();

    public OpenDiscrepancies() =>
        Telemetry.Meter.CreateObservableGauge(
            "accountingsync.discrepancies.open",
            () => DiscrepancyTypes.All.Select(type => new System.Diagnostics.Metrics.Measurement<long>(Of(type), ReconciliationMetrics.Tag(type))),
            "{discrepancy}",
            "Discrepancies that are open, by type"
        );

    public long Of(DiscrepancyType type) => byOrganisation.Values.Sum(open => open.GetValueOrDefault(type));

    public void Set(string organisation, IReadOnlyDictionary<DiscrepancyType, long> open) => byOrganisation[organisation] = open;
}
