using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>The company's chart of accounts, read when first needed and again when an account is missing.</summary>
sealed class QuickBooksChart(QuickBooksCalls calls, QuickBooksOptions options)
{
    const int PageSize = 1000;
    const int MostPages = 100;

    ChartOfAccounts accounts = Chart(options, []);

    /// <summary>What is known so far; without any call only the configured accounts.</summary>
    public ChartOfAccounts Known => Volatile.Read(ref accounts);

    /// <summary>Reads the chart anew. Null when that worked; otherwise the answer that came instead.</summary>
    public async Task<QuickBooksReply?> Refresh(CancellationToken stop)
    {
        var read = new List<ChartAccount>();
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await calls.Query($"select * from Account startposition {page * PageSize + 1} maxresults {PageSize}", stop);
            if (reply is not QuickBooksReply.Answered(var body))
                return reply;
            if (QuickBooksDocument.Rows(body, "Account") is not { } rows || !TryRead(rows, read))
                return new QuickBooksReply.Unclear("QuickBooks answered with an unreadable chart of accounts.");
            if (rows.Count < PageSize)
            {
                Volatile.Write(ref accounts, Chart(options, [.. read.DistinctBy(account => account.Id)]));
                return null;
            }
        }
        return new QuickBooksReply.Unclear($"The chart of accounts has more than {MostPages * PageSize} accounts.");
    }

    static bool TryRead(IEnumerable<JsonElement> rows, List<ChartAccount> read)
    {
        foreach (var row in rows)
        {
            if (QuickBooksDocument.Text(row, "Id") is not { } id || QuickBooksDocument.Text(row, "Name") is not { } name)
                return false;
            var fullName = QuickBooksDocument.Text(row, "FullyQualifiedName") ?? name;
            read.Add(new(id, OurName(name, fullName), QuickBooksDocument.Text(row, "AcctNum")));
        }
        return true;
    }

    /// <summary>QuickBooks allows no colon in a name, so <c>Assets:Cash</c> is there a sub-account <c>Cash</c> of <c>Assets</c>, whose full
    /// name is joined by colons, or a top account <c>Assets.Cash</c>.</summary>
    static string OurName(string name, string fullName) => fullName == name ? name.Replace('.', ':') : fullName;

    static ChartOfAccounts Chart(QuickBooksOptions options, IReadOnlyCollection<ChartAccount> accounts) =>
        new("QuickBooks", options.AccountIds, options.AccountNumbers, accounts);
}
