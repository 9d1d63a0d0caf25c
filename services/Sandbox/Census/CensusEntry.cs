using System.Globalization;
using AccountingSync.Sandbox.QuickBooks;

namespace AccountingSync.Sandbox.Census;

/// <summary>One journal entry as an outside checker wants it.</summary>
internal sealed record CensusEntry(
    string Id,
    string SyncToken,
    string? DocNumber,
    DateOnly Date,
    string Currency,
    string Total,
    string? PrivateNote,
    bool Deleted,
    IReadOnlyList<CensusEntryLine> Lines
)
{
    public static CensusEntry Of(StoredObject stored, IReadOnlyDictionary<string, string> accountNames)
    {
        var journal = stored.Journal!;
        return new CensusEntry(
            stored.Id,
            stored.SyncToken.ToString(CultureInfo.InvariantCulture),
            journal.DocNumber,
            journal.TxnDate,
            journal.Currency,
            Amount(journal.Total),
            journal.PrivateNote,
            stored.Deleted,
            [
                .. journal.Lines.Select(line => new CensusEntryLine(
                    line.AccountId,
                    accountNames[line.AccountId],
                    Amount(line.Signed),
                    line.Description
                )),
            ]
        );
    }

    static string Amount(decimal amount) => Wire.TwoDecimals(amount).ToString(CultureInfo.InvariantCulture);
}

/// <summary>One line; debit positive, credit negative.</summary>
internal sealed record CensusEntryLine(string AccountId, string Account, string Amount, string? Description);
