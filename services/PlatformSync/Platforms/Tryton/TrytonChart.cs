using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>What an account asks of the lines on it.</summary>
/// <param name="NeedsSecondCurrency">Its lines must say an amount in another currency too.</param>
sealed record TrytonAccount(string Name, bool NeedsParty, bool NeedsSecondCurrency);

/// <summary>A company's chart of accounts as it was read.</summary>
sealed record TrytonAccounts(ChartOfAccounts Chart, IReadOnlyDictionary<string, TrytonAccount> ById);

/// <summary>The company's chart of accounts, read when first needed and again when an account is missing.</summary>
sealed class TrytonChart(TrytonCalls calls, TrytonOptions options)
{
    const int MostAccounts = 100_000;

    TrytonAccounts accounts = new(Chart(options, []), new Dictionary<string, TrytonAccount>());

    /// <summary>What is known so far; without any call only the configured accounts.</summary>
    public TrytonAccounts Known => Volatile.Read(ref accounts);

    /// <summary>Reads the chart anew, inactive accounts too. Null when that worked; otherwise the answer that came instead.</summary>
    public async Task<TrytonReply?> Refresh(TrytonBooks books, CancellationToken stop)
    {
        var context = books.Context;
        context["active_test"] = false;
        var reply = await calls.Ask(
            "model.account.account.search_read",
            [
                new JsonArray(new JsonArray("company", "=", books.Company)),
                0,
                MostAccounts,
                null,
                new JsonArray("code", "name", "type", "closed", "active", "party_required", "second_currency"),
                context,
            ],
            stop
        );
        if (reply is not TrytonReply.Answered(var answer))
            return reply;
        if (TrytonJson.Records(answer) is not { } rows || rows.Any(row => VendorJson.Text(row, "name") is null))
            return new TrytonReply.Unclear("Tryton answered with an unreadable chart of accounts.");
        Volatile.Write(ref accounts, new(Chart(options, [.. rows.Select(Account)]), rows.ToDictionary(Id, Facts)));
        return null;
    }

    static string Id(JsonElement row) => TrytonJson.Number(row, "id")!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static ChartAccount Account(JsonElement row)
    {
        var name = VendorJson.Text(row, "name")!;
        // A name there may have colons, or dots for them.
        return new(Id(row), name.Contains(':', StringComparison.Ordinal) ? name : name.Replace('.', ':'), VendorJson.Text(row, "code"))
        {
            // One without a type only groups others.
            IsActive = TrytonJson.Number(row, "type") is not null && TrytonJson.IsTrue(row, "active") && !TrytonJson.IsTrue(row, "closed"),
        };
    }

    static TrytonAccount Facts(JsonElement row) =>
        new(VendorJson.Text(row, "name")!, TrytonJson.IsTrue(row, "party_required"), TrytonJson.Number(row, "second_currency") is not null);

    static ChartOfAccounts Chart(TrytonOptions options, IReadOnlyCollection<ChartAccount> accounts) =>
        new("Tryton", options.AccountIds, options.AccountCodes, accounts);
}
