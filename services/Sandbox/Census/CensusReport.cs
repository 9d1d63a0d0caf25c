using System.Globalization;
using AccountingSync.Sandbox.Odoo;
using AccountingSync.Sandbox.QuickBooks;
using AccountingSync.Sandbox.Xero;

namespace AccountingSync.Sandbox.Census;

/// <summary>What was written, counted for somebody who trusts nobody.</summary>
internal sealed record CensusReport(QuickBooksCensus Quickbooks, XeroCensus Xero, OdooCensus Odoo)
{
    public static CensusReport Of(Companies companies, XeroOrganisations organisations, OdooDatabases databases) =>
        new(
            new QuickBooksCensus(companies.All.ToDictionary(pair => pair.Realm, pair => RealmCensus.Of(pair.Company))),
            XeroCensus.Of(organisations),
            OdooCensus.Of(databases)
        );
}

internal sealed record QuickBooksCensus(IReadOnlyDictionary<string, RealmCensus> Realms);

internal sealed record DuplicateDocNumber(string DocNumber, IReadOnlyList<string> Ids);

/// <summary>One company's count. Duplicates are live journal entries that share a document number.</summary>
internal sealed record RealmCensus(
    int JournalEntries,
    int Deleted,
    IReadOnlyList<DuplicateDocNumber> Duplicates,
    long Requests,
    long Throttled,
    IReadOnlyDictionary<string, SortedDictionary<string, string>> ByAccount
)
{
    public static RealmCensus Of(Company company) =>
        company.Look(books => new RealmCensus(
            books.Live(EntityNames.JournalEntry).Count(),
            books.All(EntityNames.JournalEntry).Count(stored => stored.Deleted),
            [.. books.Duplicates().Select(pair => new DuplicateDocNumber(pair.DocNumber, pair.Ids))],
            company.Requests,
            company.Throttled,
            Balances(books)
        ));

    // Names are unique among live accounts.
    static SortedDictionary<string, SortedDictionary<string, string>> Balances(Books books)
    {
        var named = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var ((account, currency), amount) in books.Balances)
        {
            var name = books.Find(EntityNames.Account, account)!.Field("Name")!;
            if (!named.TryGetValue(name, out var amounts))
                named[name] = amounts = new SortedDictionary<string, string>(StringComparer.Ordinal);
            amounts[currency] = Wire.TwoDecimals(amount).ToString(CultureInfo.InvariantCulture);
        }
        return named;
    }
}
