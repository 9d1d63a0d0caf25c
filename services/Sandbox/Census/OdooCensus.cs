using System.Globalization;
using AccountingSync.Sandbox.Odoo;

namespace AccountingSync.Sandbox.Census;

/// <summary>What stands in Odoo's databases, counted for somebody who trusts nobody.</summary>
internal sealed record OdooCensus(IReadOnlyDictionary<string, DatabaseCensus> Databases)
{
    public static OdooCensus Of(OdooDatabases databases) => new(databases.All.ToDictionary(database => database.Name, DatabaseCensus.Of));
}

internal sealed record DuplicateRef(string Ref, IReadOnlyList<int> Ids);

/// <summary>One database's count. Duplicates are posted entries that share a reference.</summary>
internal sealed record DatabaseCensus(
    int Posted,
    int Drafts,
    int Cancelled,
    int Deleted,
    IReadOnlyList<DuplicateRef> Duplicates,
    long Requests,
    IReadOnlyDictionary<string, string> ByAccount
)
{
    public static DatabaseCensus Of(OdooDatabase database) =>
        database.Look(books =>
        {
            var posted = books.Entries.Where(entry => entry.IsPosted).ToList();
            return new DatabaseCensus(
                posted.Count,
                books.Entries.Count(entry => entry.State == "draft"),
                books.Entries.Count(entry => entry.State == "cancel"),
                books.Deleted,
                [
                    .. posted
                        .Where(entry => entry.Ref is not null)
                        .GroupBy(entry => entry.Ref!, StringComparer.Ordinal)
                        .Where(group => group.Count() > 1)
                        .OrderBy(group => group.Key, StringComparer.Ordinal)
                        .Select(group => new DuplicateRef(group.Key, [.. group.Select(entry => entry.Id)])),
                ],
                database.Requests,
                posted
                    .SelectMany(entry => entry.Lines)
                    .GroupBy(line => line.AccountId)
                    .ToDictionary(
                        group => books.FindAccount(group.Key)!.Name,
                        group => (group.Sum(line => line.Debit - line.Credit) + 0.00m).ToString(CultureInfo.InvariantCulture)
                    )
            );
        });
}

/// <summary>One journal entry as an outside checker wants it; amounts in the company's currency.</summary>
internal sealed record CensusMove(
    int Id,
    string? Name,
    string? Ref,
    DateOnly Date,
    string State,
    string Total,
    int? Reverses,
    IReadOnlyList<CensusEntryLine> Lines
)
{
    public static CensusMove Of(OdooEntry entry, OdooBooks books) =>
        new(
            entry.Id,
            entry.Name,
            entry.Ref,
            entry.Date,
            entry.State,
            Amount(entry.Lines.Sum(line => line.Debit)),
            entry.ReversedEntryId,
            [
                .. entry.Lines.Select(line => new CensusEntryLine(
                    line.AccountId.ToString(CultureInfo.InvariantCulture),
                    books.FindAccount(line.AccountId)!.Name,
                    Amount(line.Debit - line.Credit),
                    line.Name
                )),
            ]
        );

    static string Amount(decimal amount) => (decimal.Round(amount, 2) + 0.00m).ToString(CultureInfo.InvariantCulture);
}
