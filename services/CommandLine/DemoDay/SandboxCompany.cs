using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>The sandbox as somebody outside of the system uses it: sets up a QuickBooks company, plays Stripe, edits an entry by
/// hand, and reads what really was written.</summary>
sealed class SandboxCompany(Uri sandbox) : IDisposable
{
    public const string ClientId = "sandbox-client";
    public const string ClientSecret = "sandbox-secret";

    /// <summary>What QuickBooks takes in one batch.</summary>
    const int MostInBatch = 30;
    const int FirstAccountNumber = 1000;

    readonly Endpoint open = new("The sandbox", sandbox, bearer: null);
    readonly Endpoint client = new(
        "The sandbox",
        sandbox,
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{ClientSecret}")))
    );
    string? accessToken;

    public Uri QuickBooksAddress => new(sandbox, "quickbooks/");
    public Uri TokenAddress => new(sandbox, "quickbooks/oauth2/v1/tokens/bearer");

    /// <returns>The refresh token of the new connection.</returns>
    public async Task<string> SignIn(string code, CancellationToken stop)
    {
        accessToken = (await Exchange(code + "-chart", stop)).Text("access_token");
        return (await Exchange(code, stop)).Text("refresh_token")!;
    }

    public async Task CreateChart(string realm, IReadOnlyList<DemoAccount> accounts, CancellationToken stop)
    {
        using var company = new Endpoint("The sandbox", sandbox, accessToken);
        foreach (var batch in accounts.Select(Create).Chunk(MostInBatch))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new { BatchItemRequest = batch });
            var answer = (await company.PostJson($"quickbooks/v3/company/{realm}/batch?minorversion=75", body, stop)).Must();
            if (
                answer.List("BatchItemResponse").FirstOrDefault(item => !item.TryGetProperty("Account", out _)) is
                { ValueKind: JsonValueKind.Object } refused
            )
                throw new CommandFailedException($"The sandbox refuses an account: {refused.GetRawText()}");
        }
    }

    static object Create(DemoAccount account, int index) =>
        new
        {
            bId = index.ToString(CultureInfo.InvariantCulture),
            operation = "create",
            Account = new
            {
                account.Name,
                AccountType = account.Type,
                AcctNum = (FirstAccountNumber + index).ToString(CultureInfo.InvariantCulture),
            },
        };

    public async Task<JsonElement> PlayStripeDay(object plan, CancellationToken stop) => (await open.Post("sandbox/play", plan, stop)).Must();

    /// <summary>Every fee that Stripe's interface tells, by the id of what it was for.</summary>
    public async Task<IReadOnlyList<(string Id, string Of)>> Fees(string apiKey, CancellationToken stop)
    {
        using var stripe = new Endpoint("The sandbox", sandbox, apiKey);
        var fees = new List<(string, string)>();
        string? after = null;
        while (true)
        {
            var page = (await stripe.Get("stripe/v1/balance_transactions", stop, ("limit", 100), ("starting_after", after))).Must();
            var rows = page.List("data");
            fees.AddRange(rows.Where(row => row.Number("fee") != 0).Select(row => (row.Text("id")!, row.Text("source")!)));
            if (!page.GetProperty("has_more").GetBoolean())
                return fees;
            after = rows[^1].Text("id");
        }
    }

    /// <summary>What a bookkeeper does through QuickBooks' own screens.</summary>
    public async Task Edit(string realm, string documentNumber, int line, decimal amount, CancellationToken stop) =>
        (
            await open.Post(
                "sandbox/edit",
                new
                {
                    Realm = realm,
                    DocNumber = documentNumber,
                    Change = new { Line = line, Amount = amount },
                },
                stop
            )
        ).Must();

    public async Task<JsonElement> Census(string realm, CancellationToken stop) =>
        (await open.Get("sandbox/census", stop)).Must().GetProperty("quickbooks").GetProperty("realms").GetProperty(realm);

    /// <summary>Every journal entry of the company that was not deleted.</summary>
    public async Task<IReadOnlyList<JsonElement>> Entries(string realm, CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = sandbox };
        var text = await http.GetStringAsync(new Uri($"sandbox/census/entries?realm={realm}", UriKind.Relative), stop);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .Where(entry => !entry.GetProperty("deleted").GetBoolean()),
        ];
    }

    public void Dispose()
    {
        open.Dispose();
        client.Dispose();
    }

    async Task<JsonElement> Exchange(string code, CancellationToken stop)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code });
        return (await client.Send(HttpMethod.Post, "quickbooks/oauth2/v1/tokens/bearer", form, stop)).Must();
    }
}
