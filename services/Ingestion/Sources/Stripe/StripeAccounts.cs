using System.Globalization;
using System.Text.Json;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>Stripe's balance and the balance transactions that move it. (docs.stripe.com/api/balance, docs.stripe.com/api/balance_transactions/list)</summary>
sealed class StripeAccounts(SourceApis apis) : ISourceAccounts
{
    const int MaxBalanceBytes = 64 * 1024;
    const int MaxPageBytes = 1024 * 1024;
    const int PageSize = 100;

    /// <summary>Some fifty thousand movements: a busy account is asked every day, so that there are never more.</summary>
    const int MaxPages = 500;

    /// <summary>The two balances around the list must agree. On an account that never rests, none is told.</summary>
    const int MaxTries = 3;

    public string Name => "stripe";

    public async Task<AccountAnswer> Tell(DateOnly since, DateOnly until, SourceAccess access, CancellationToken stop)
    {
        var api = apis.At(access.Address ?? StripeObjects.DefaultAddress);
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var (before, beforeFailed) = await Balance(api, access.Key, stop);
            if (before is null)
                return new AccountAnswer.Failed(beforeFailed!);
            var (rows, rowsFailed) = await Rows(api, access.Key, since, stop);
            if (rows is null)
                return new AccountAnswer.Failed(rowsFailed!);
            var (after, afterFailed) = await Balance(api, access.Key, stop);
            if (after is null)
                return new AccountAnswer.Failed(afterFailed!);
            if (before.Count == after.Count && before.All(one => after.TryGetValue(one.Key, out var amount) && amount == one.Value))
                return new AccountAnswer.Told(AccountDays.Of(rows, after, since, until));
        }
        return Failed("the balance moved each time that it was read");
    }

    static async Task<(IReadOnlyDictionary<string, long>? Balance, FetchAnswer? Failed)> Balance(SourceApi api, string key, CancellationToken stop)
    {
        var answer = await api.Get("v1/balance", key, MaxBalanceBytes, stop);
        return answer is FetchAnswer.Found(var body) ? Read(body, "balance", Amounts) : (null, answer);
    }

    /// <summary>What waits to become available is in the balance all the same.</summary>
    static IReadOnlyDictionary<string, long> Amounts(VendorObject balance)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var part in balance.Objects("available").Concat(balance.Objects("pending")))
        {
            var currency = part.RequiredText("currency");
            sums[currency] = checked(sums.GetValueOrDefault(currency) + part.RequiredNumber("amount"));
        }
        return sums;
    }

    static async Task<(IReadOnlyList<AccountRow>? Rows, FetchAnswer? Failed)> Rows(SourceApi api, string key, DateOnly since, CancellationToken stop)
    {
        var rows = new List<AccountRow>();
        var first = new DateTimeOffset(since, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
        var query = string.Create(CultureInfo.InvariantCulture, $"v1/balance_transactions?created[gte]={first}&limit={PageSize}");
        for (var (page, after) = (1, ""); page <= MaxPages; page++)
        {
            var answer = await api.Get(query + after, key, MaxPageBytes, stop);
            if (answer is not FetchAnswer.Found(var body))
                return (null, answer);
            if (VendorJson.TryEntries(body, "data") is not { } some || VendorJson.Flag(body, "has_more") is not { } hasMore)
                return (null, Unusable("the answer is no list of balance transactions"));
            foreach (var entry in some)
            {
                var (row, failed) = Read(entry, "balance transaction", AccountRow.Of);
                if (row is null)
                    return (null, failed);
                rows.Add(row);
            }
            if (!hasMore)
                return (rows, null);
            if (some.Count == 0 || VendorJson.Text(some[^1], "id") is not { } last || !StripeObjects.IsId(last, "txn_"))
                return (null, Unusable("the list of balance transactions cannot be read on"));
            after = $"&starting_after={last}";
        }
        return (null, Unusable($"there are more than {MaxPages * PageSize} balance transactions since {since:yyyy-MM-dd}"));
    }

    static (T? Read, FetchAnswer? Failed) Read<T>(ReadOnlyMemory<byte> body, string what, Func<VendorObject, T> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(body, VendorJson.Options);
            return (read(new VendorObject(document.RootElement)), null);
        }
        catch (Exception fault) when (fault is JsonException or VendorShapeException or OverflowException)
        {
            return (null, Unusable($"the {what} cannot be read: {fault.Message}"));
        }
    }

    static AccountAnswer.Failed Failed(string reason) => new(Unusable(reason));

    static FetchAnswer.Unavailable Unusable(string reason) => new(reason);
}
