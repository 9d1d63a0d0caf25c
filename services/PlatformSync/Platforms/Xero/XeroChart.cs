namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>The organisation's chart of accounts, read when first needed and again when an account is missing.</summary>
sealed class XeroChart(XeroCalls calls, XeroOptions options)
{
    ChartOfAccounts accounts = Chart(options, []);

    /// <summary>What is known so far; without any call only the configured accounts.</summary>
    public ChartOfAccounts Known => Volatile.Read(ref accounts);

    /// <summary>Reads the chart anew, archived accounts too. Null when that worked; otherwise the answer that came instead.</summary>
    public async Task<XeroReply?> Refresh(CancellationToken stop)
    {
        var reply = await calls.Get("Accounts", since: null, stop);
        if (reply is not XeroReply.Answered(var body))
            return reply;
        if (VendorJson.List(body, "Accounts") is not { } rows)
            return new XeroReply.Unclear("Xero answered with an unreadable chart of accounts.");
        var read = new List<ChartAccount>();
        foreach (var row in rows)
        {
            if (VendorJson.Text(row, "AccountID") is not { } id || VendorJson.Text(row, "Name") is not { } name)
                return new XeroReply.Unclear("Xero answered with an unreadable account.");
            read.Add(
                // A name there may have colons, or dots for them.
                new(id, name.Contains(':', StringComparison.Ordinal) ? name : name.Replace('.', ':'), VendorJson.Text(row, "Code"))
                {
                    IsActive = VendorJson.Text(row, "Status") is null or "ACTIVE",
                }
            );
        }
        Volatile.Write(ref accounts, Chart(options, [.. read.DistinctBy(account => account.Id)]));
        return null;
    }

    static ChartOfAccounts Chart(XeroOptions options, IReadOnlyCollection<ChartAccount> accounts) =>
        new("Xero", options.AccountIds, options.AccountCodes, accounts);
}
