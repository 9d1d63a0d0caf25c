using System.Globalization;
using AccountingSync.Sandbox.Xero;

namespace AccountingSync.Sandbox.Census;

/// <summary>What stands in Xero's organisations, counted for somebody who trusts nobody.</summary>
internal sealed record XeroCensus(IReadOnlyDictionary<string, TenantCensus> Tenants)
{
    public static XeroCensus Of(XeroOrganisations organisations) =>
        new(organisations.All.ToDictionary(organisation => organisation.Tenant.ToString(), TenantCensus.Of));
}

internal sealed record DuplicateNarration(string Narration, IReadOnlyList<string> Ids);

/// <summary>One organisation's count. Duplicates are posted journals that share a narration.</summary>
internal sealed record TenantCensus(
    int Posted,
    int Voided,
    IReadOnlyList<DuplicateNarration> Duplicates,
    long Requests,
    long Throttled,
    IReadOnlyDictionary<string, string> ByAccount
)
{
    public static TenantCensus Of(XeroOrganisation organisation) =>
        organisation.Look(
            (books, _) =>
            {
                var posted = books.Journals.Where(journal => journal.IsPosted).ToList();
                return new TenantCensus(
                    posted.Count,
                    books.Journals.Count(journal => journal.Status == "VOIDED"),
                    [
                        .. posted
                            .GroupBy(journal => journal.Narration, StringComparer.Ordinal)
                            .Where(group => group.Count() > 1)
                            .OrderBy(group => group.Key, StringComparer.Ordinal)
                            .Select(group => new DuplicateNarration(group.Key, [.. group.Select(journal => journal.Id.ToString())])),
                    ],
                    organisation.Requests,
                    organisation.Throttled,
                    posted
                        .SelectMany(journal => journal.Lines)
                        .GroupBy(line => line.AccountId)
                        .ToDictionary(
                            group => books.Chart.Find(group.Key.ToString())!.Name,
                            group => (group.Sum(line => line.Amount) + 0.00m).ToString(CultureInfo.InvariantCulture)
                        )
                );
            }
        );
}

/// <summary>One manual journal as an outside checker wants it.</summary>
internal sealed record CensusJournal(string Id, string Narration, DateOnly Date, string Status, string Total, IReadOnlyList<CensusEntryLine> Lines)
{
    public static CensusJournal Of(ManualJournal journal, XeroChart chart) =>
        new(
            journal.Id.ToString(),
            journal.Narration,
            journal.Date,
            journal.Status,
            Amount(journal.Lines.Sum(line => Math.Max(line.Amount, 0m))),
            [
                .. journal.Lines.Select(line => new CensusEntryLine(
                    line.AccountId.ToString(),
                    chart.Find(line.AccountId.ToString())!.Name,
                    Amount(line.Amount),
                    line.Description
                )),
            ]
        );

    static string Amount(decimal amount) => (decimal.Round(amount, 2) + 0.00m).ToString(CultureInfo.InvariantCulture);
}
