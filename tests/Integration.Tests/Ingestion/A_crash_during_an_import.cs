using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Ingestion is killed in the middle of an import of three chunks, be it of JSON lines or of a file; then all of it is sent again.</summary>
public sealed class A_crash_during_an_import
{
    const int Lines = 1_200;
    const string Json = "application/x-ndjson";
    const string Csv = "text/csv";

    [TestCase("accept.before-commit:2", 500, Json)]
    [TestCase("accept.committed:2", 1_000, Json)]
    [TestCase("accept.before-commit:2", 500, Csv)]
    [TestCase("accept.committed:2", 1_000, Csv)]
    public async Task loses_and_doubles_nothing_when_it_is_sent_again(string failpoint, int rows, string type)
    {
        // A row of the file is a charge and its fee.
        var facts = type == Csv ? 2 : 1;
        var stored = rows * facts;
        await using var shop = await Shop.Open("import-crash");
        await shop.Stop();
        await using (var doomed = await ChildProcess.StartAsync(shop.Process(failpoint, out var address)))
        {
            await doomed.WaitForPortAsync(address.Port, TimeSpan.FromSeconds(30));
            using var http = new HttpClient { BaseAddress = address };
            Assert.That(async () => await Import(http, shop.Key, type), Throws.InstanceOf<HttpRequestException>());
            await doomed.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        Assert.That(await Count(shop, "ingestion.transactions"), Is.EqualTo(stored));
        await shop.Start();

        var result = await Import(shop.Service.Http, shop.Key, type);

        Assert.That((result.GetProperty("accepted").GetInt32(), result.GetProperty("duplicates").GetInt32()), Is.EqualTo((Lines - rows, rows)));
        Assert.That(await Count(shop, "ingestion.transactions"), Is.EqualTo(Lines * facts));
        // Nobody takes anything over here, so every message is still there: each sale was told exactly once.
        Assert.That((await Told(shop, "count(*)"), await Told(shop, "count(DISTINCT id)")), Is.EqualTo(((long)Lines * facts, (long)Lines * facts)));
    }

    static Task<long> Told(Shop shop, string what) =>
        shop.Office.Read<long>(
            $"SELECT {what} FROM ingestion.outbox, LATERAL (SELECT item -> 'transaction' ->> 'id' AS id FROM jsonb_array_elements(convert_from(body, 'UTF8')::jsonb -> 'items') item) AS told"
        );

    static Task<long> Count(Shop shop, string table) => shop.Office.Read<long>($"SELECT count(*) FROM {table}");

    static async Task<JsonElement> Import(HttpClient http, string key, string type)
    {
        var numbers = Enumerable.Range(1, Lines);
        var lines = type == Csv ? StripeFile.Of(numbers) : string.Join('\n', numbers.Select(number => Sale.Json($"old-{number}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(lines)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.SendAsync(request);
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement;
    }
}
