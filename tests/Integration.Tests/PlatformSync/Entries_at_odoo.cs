using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;

namespace AccountingSync.Integration.Tests.PlatformSync;

/// <summary>The service as it runs, connected to a database at the sandbox's Odoo.</summary>
public sealed class Entries_at_odoo
{
    const string Shop = "corner-shop";
    const string Database = "books";
    const string Key = "sandbox-odoo-key";

    [TestCase("json-2")]
    [TestCase("json-rpc")]
    public async Task are_there_once_though_answers_are_lost_and_what_a_bookkeeper_edits_and_deletes_is_noticed(string protocol)
    {
        await using var company = await Company.Open($"odoo-{protocol}", changesEverySeconds: "1");
        var service = await company.Start();
        using var odoo = await Accounts(company);
        await Connect(service, company, protocol);
        await company.Suffer(new { target = "odoo", next = new[] { "close_after_commit", "truncate", "http_500", "http_500_after_commit" } });

        await company.Posted(Shop, [.. Enumerable.Range(0, 120).Select(number => $"sale-{number}")]);

        await company.Written(Shop, 120);
        Assert.That(await References(odoo), Is.Unique.And.Count.EqualTo(120));
        Assert.That((await company.Fired("odoo")).Values.Sum(), Is.EqualTo(4));

        await Edit(odoo, Company.KeyOf(Shop, "sale-7"), """{"date":"2026-02-02"}""");
        await Edit(odoo, Company.KeyOf(Shop, "sale-8"), """{"delete":true}""");
        await Changed(company, "edited", "The entry of another day");
        await Changed(company, "deleted", "The entry that nobody told of");
    }

    [Test]
    public async Task are_not_read_again_where_that_is_switched_off_and_edits_are_noticed_all_the_same()
    {
        await using var company = await Company.Open("odoo-not-again", changesEverySeconds: "1");
        company.ReadAgain = "0";
        var service = await company.Start();
        using var odoo = await Accounts(company);
        await Connect(service, company, "json-2");
        await company.Posted(Shop, "sale-1", "sale-2");
        await company.Written(Shop, 2);

        await Edit(odoo, Company.KeyOf(Shop, "sale-1"), """{"date":"2026-02-02"}""");
        await Changed(company, "edited", "The entry of another day");
        await Edit(odoo, Company.KeyOf(Shop, "sale-2"), """{"reverse":true}""");
        await Changed(company, "deleted", "The entry that was taken back, a round later");
    }

    static Task Changed(Company company, string change, string what) =>
        Eventually.That(
            () => company.Office.Read<long>($"SELECT count(*) FROM platform.pushes WHERE organisation = '{Shop}' AND change = '{change}'"),
            Is.EqualTo(1),
            what
        );

    static async Task Connect(RunningService service, Company company, string protocol)
    {
        var connection = new NewConnection(
            "odoo",
            "odoo",
            new Dictionary<string, string>
            {
                ["base_address"] = new Uri(company.Sandbox, "odoo/").ToString(),
                ["database"] = Database,
                ["journal"] = "MISC",
                ["protocol"] = protocol,
                ["user"] = "bridge",
                ["settle_seconds"] = "2",
                ["account_code:assets:cash"] = "1000",
            },
            new Dictionary<string, string> { ["api_key"] = Key }
        );
        using var answer = await service.Internal.PostAsJsonAsync($"connections?organisation={Shop}", connection, Json.Snake);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Somebody who may see the database, and has made its two accounts.</summary>
    static async Task<HttpClient> Accounts(Company company)
    {
        var http = new HttpClient { BaseAddress = company.Sandbox };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", Key);
        http.DefaultRequestHeaders.Add("X-Odoo-Database", Database);
        using var added = await http.PostAsJsonAsync(
            "odoo/json/2/account.account/create",
            new
            {
                vals_list = new[]
                {
                    new
                    {
                        code = "1000",
                        name = "Till",
                        account_type = "asset_cash",
                    },
                    new
                    {
                        code = "4000",
                        name = "income.sales",
                        account_type = "income",
                    },
                },
            }
        );
        Assert.That(added.IsSuccessStatusCode, Is.True, await added.Content.ReadAsStringAsync());
        return http;
    }

    static async Task<IReadOnlyList<string>> References(HttpClient odoo) =>
        [
            .. (await odoo.GetStringAsync($"sandbox/census/odoo?database={Database}"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .Where(move => move.GetProperty("state").GetString() == "posted")
                .Select(move => move.GetProperty("ref").GetString()!),
        ];

    static async Task Edit(HttpClient odoo, string reference, string change)
    {
        using var answer = await odoo.PostAsJsonAsync(
            "sandbox/odoo/edit",
            new
            {
                database = Database,
                @ref = reference,
                change = JsonSerializer.Deserialize<JsonElement>(change),
            }
        );
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }
}
