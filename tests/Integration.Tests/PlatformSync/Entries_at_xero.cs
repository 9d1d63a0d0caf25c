using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;

namespace AccountingSync.Integration.Tests.PlatformSync;

/// <summary>The service as it runs, connected to an organisation at the sandbox's Xero.</summary>
public sealed class Entries_at_xero
{
    const string Shop = "corner-shop";
    const string Tenant = "4b6a0c6e-7d5f-4c1e-9a51-6f1f5c0b9d11";

    [Test]
    public async Task are_there_once_though_answers_are_lost_and_tokens_expire_and_what_a_bookkeeper_does_is_noticed()
    {
        await using var company = await Company.Open("xero", changesEverySeconds: "1");
        var service = await company.Start();
        using var xero = await SignIn(company);
        await Connect(service, company, xero.DefaultRequestHeaders.GetValues("refresh").Single());
        await company.Suffer(new { target = "xero", next = new[] { "expired_token", "close_after_commit", "truncate", "http_500" } });

        await company.Posted(Shop, [.. Enumerable.Range(0, 120).Select(number => $"sale-{number}")]);

        await company.Written(Shop, 120);
        Assert.That(await Narrations(xero), Is.Unique.And.Count.EqualTo(120));
        Assert.That((await company.Fired("xero")).Values.Sum(), Is.EqualTo(4));

        await Edit(xero, Company.KeyOf(Shop, "sale-7"));
        await Eventually.That(
            () => company.Office.Read<long>($"SELECT count(*) FROM platform.pushes WHERE organisation = '{Shop}' AND change = 'deleted'"),
            Is.EqualTo(1),
            "The journal that was voided"
        );
    }

    [TestCase("""{"base_address":"http://127.0.0.1:1/","token_address":"http://127.0.0.1:1/"}""", "needs the setting 'tenant'")]
    [TestCase("""{"tenant":"acme","base_address":"http://127.0.0.1:1/","token_address":"http://127.0.0.1:1/"}""", "a GUID; it is 'acme'")]
    public void are_not_sent_by_a_connection_that_lacks_what_it_needs(string settings, string problem) =>
        Assert.That(PlatformFactory.Problem("xero", JsonSerializer.Deserialize<Dictionary<string, string>>(settings)!), Does.Contain(problem));

    static async Task Connect(RunningService service, Company company, string refreshToken)
    {
        var connection = new NewConnection(
            "xero",
            "xero",
            new Dictionary<string, string>
            {
                ["tenant"] = Tenant,
                ["base_address"] = new Uri(company.Sandbox, "xero/").ToString(),
                ["token_address"] = new Uri(company.Sandbox, "xero/connect/token").ToString(),
                ["limits"] = "none",
                ["settle_seconds"] = "2",
                ["account_code:assets:cash"] = "1000",
            },
            new Dictionary<string, string>
            {
                ["client_id"] = "sandbox-client",
                ["client_secret"] = "sandbox-secret",
                ["refresh_token"] = refreshToken,
            }
        );
        using var answer = await service.Internal.PostAsJsonAsync($"connections?organisation={Shop}", connection, Json.Snake);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Somebody who may see the organisation, and has made its two accounts. Carries a refresh token for the connection.</summary>
    static async Task<HttpClient> SignIn(Company company)
    {
        var http = new HttpClient { BaseAddress = company.Sandbox };
        using var request = new HttpRequestMessage(HttpMethod.Post, "xero/connect/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = "consent" }),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox-client:sandbox-secret")));
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        http.DefaultRequestHeaders.Add("xero-tenant-id", Tenant);
        http.DefaultRequestHeaders.Add("refresh", tokens.GetProperty("refresh_token").GetString());
        foreach (var (code, name, type) in new[] { ("1000", "Till", "CURRENT"), ("4000", "income.sales", "REVENUE") })
        {
            using var added = await http.PutAsJsonAsync(
                "xero/api.xro/2.0/Accounts",
                new Dictionary<string, string>
                {
                    ["Code"] = code,
                    ["Name"] = name,
                    ["Type"] = type,
                }
            );
            Assert.That(added.IsSuccessStatusCode, Is.True, await added.Content.ReadAsStringAsync());
        }
        return http;
    }

    static async Task<IReadOnlyList<string>> Narrations(HttpClient xero) =>
        [
            .. (await xero.GetStringAsync($"sandbox/census/xero?tenant={Tenant}"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("narration").GetString()!),
        ];

    static async Task Edit(HttpClient xero, string narration)
    {
        using var answer = await xero.PostAsJsonAsync(
            "sandbox/xero/edit",
            new
            {
                tenant = Tenant,
                narration,
                change = new Dictionary<string, bool> { ["void"] = true },
            }
        );
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }
}
