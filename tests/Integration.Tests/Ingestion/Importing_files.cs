using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Vendors' exports by <c>POST /v1/imports</c>, beside the webhooks of the same vendor.</summary>
public sealed class Importing_files
{
    Shop shop = null!;

    [SetUp]
    public async Task Open() => shop = await Shop.Open("files");

    [TearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task takes_the_good_rows_names_the_others_and_knows_them_again()
    {
        var file =
            StripeFile.Of(Enumerable.Range(1, 1_200)) + "txn_bad,2026-01-01 10:00:00,usd,10.00,0.50,9.00,charge,ch_bad,\n" + StripeFile.Nothing;

        var first = await Import(file, "?rows=true");
        var second = await Import(file);

        Assert.That(Counts(first), Is.EqualTo((1_202L, 1_200L, 0L, 0L, 1L, 1L)));
        Assert.That(Counts(second), Is.EqualTo((1_202L, 0L, 1_200L, 0L, 1L, 1L)));
        Assert.That((first.GetProperty("form").GetString(), first.GetProperty("source").GetString()), Is.EqualTo(("stripe-balance", Shop.Gateway)));
        var problem = first.GetProperty("problems")[0];
        Assert.That(
            (problem.GetProperty("line").GetInt32(), problem.GetProperty("error").GetString()),
            Is.EqualTo((1_202, "net: gross less fee is 9.50, and the cell says 9.00: -0.50 is unexplained. Export the row once more."))
        );
        // Mended and sent by itself.
        var mended =
            first.GetProperty("columns").GetString() + problem.GetProperty("row").GetString()!.Replace("9.00,", "9.50,", StringComparison.Ordinal);
        Assert.That(Counts(await Import(mended)), Is.EqualTo((1L, 1L, 0L, 0L, 0L, 0L)));
    }

    [Test]
    public async Task one_fact_by_webhook_and_by_file_is_one_transaction()
    {
        await shop.Webhook(Sale.Charge("early"));
        var file = StripeFile.Header + StripeFile.Row("early", "10.99") + StripeFile.Row("late", "10.99") + StripeFile.Row("wrong", "11.00");

        Assert.That(Counts(await Import(file)), Is.EqualTo((3L, 3L, 0L, 0L, 0L, 0L)), "the fees are new");
        await shop.Webhook(Sale.Charge("late"));
        await shop.Webhook(Sale.Charge("wrong"));
        var again = await Import(file);

        Assert.That(Counts(again), Is.EqualTo((3L, 0L, 2L, 1L, 0L, 0L)));
        Assert.That(again.GetProperty("problems")[0].GetProperty("line").GetInt32(), Is.EqualTo(4));
        Assert.That(
            await shop.Office.Read<string>(
                "SELECT string_agg(id || ' ' || revision, ', ' ORDER BY id, revision) FROM ingestion.transactions WHERE id LIKE 'ch_%'"
            ),
            Is.EqualTo("ch_early 1, ch_late 0, ch_late 1, ch_wrong 0, ch_wrong 1")
        );
    }

    [Test]
    public async Task what_is_stored_of_a_file_can_be_read_again()
    {
        await Import(StripeFile.Of(Enumerable.Range(1, 600)));
        using var answer = await shop.Service.Internal.PostAsJsonAsync(
            $"contents?organisation={Shop.Organisation}",
            new
            {
                keys = new[] { "ch_1", "ch_600", "txn_599" }.Select(id => new
                {
                    source = Shop.Gateway,
                    id,
                    revision = 0,
                }),
            }
        );
        var contents = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.EnumerateArray().ToList();

        Assert.That(contents.Select(content => content.GetProperty("problem").GetString()), Is.All.Null);
        Assert.That(contents[1].GetProperty("transaction").GetProperty("gross").GetDecimal(), Is.EqualTo(10m));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.events WHERE door = 'file'"), Is.EqualTo(2));
    }

    [Test]
    public async Task that_breaks_off_keeps_what_came_and_is_finished_by_sending_it_again()
    {
        var file = StripeFile.Of(Enumerable.Range(1, 1_500));
        var whole = Encoding.UTF8.GetBytes(file);
        using var torn = new TornContent(whole[..(whole.Length * 4 / 5)], () => Stored(2_000));
        torn.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        Assert.That(async () => await Post(torn, ""), Throws.InstanceOf<HttpRequestException>());

        var again = Counts(await Import(file));

        Assert.That((again.Lines, again.Accepted + again.Duplicates, again.Rejected), Is.EqualTo((1_500L, 1_500L, 0L)));
        Assert.That(again.Duplicates, Is.GreaterThanOrEqualTo(1_000));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions"), Is.EqualTo(3_000));
    }

    [TestCase("a,b\n1,2\n", "", 422, "form: The file begins with no known columns (a, b). Say 'form=NAME'")]
    [TestCase("a,b\n1,2\n", "?form=stripe-balance", 422, "balance_transaction_id: A file of the form stripe-balance has a column")]
    [TestCase("a,b\n1,2\n", "?form=excel", 400, "form: There is no form 'excel'.")]
    [TestCase("a,b\n1,2\n", "?charset=ebcdic", 422, "charset: The character set 'ebcdic' is not known.")]
    public async Task says_why_a_file_cannot_be_read_and_stores_nothing(string file, string query, int status, string detail)
    {
        var answer = await Send(file, query);
        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
        Assert.That(JsonDocument.Parse(answer.Text).RootElement.GetProperty("detail").GetString(), Does.StartWith(detail));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.events"), Is.Zero);
    }

    [Test]
    public async Task says_where_a_file_breaks_and_what_came_before()
    {
        var answer = await Send(StripeFile.Of(Enumerable.Range(1, 600)) + "\"" + string.Concat(Enumerable.Repeat("swallowed,row\n", 40_000)), "");
        var problem = JsonDocument.Parse(answer.Text).RootElement;
        Assert.That((answer.Status, problem.GetProperty("line").GetInt32()), Is.EqualTo((422, 602)), answer.Text);
        Assert.That(problem.GetProperty("before").GetProperty("accepted").GetInt32(), Is.EqualTo(600));
    }

    Task Stored(long atLeast) =>
        Eventually.That(
            () => shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions"),
            Is.GreaterThanOrEqualTo(atLeast),
            "The pieces that were whole"
        );

    static (long Lines, long Accepted, long Duplicates, long Conflicts, long Rejected, long Skipped) Counts(JsonElement result)
    {
        long Number(string name) => result.GetProperty(name).GetInt64();
        return (Number("lines"), Number("accepted"), Number("duplicates"), Number("conflicts"), Number("rejected"), Number("skipped"));
    }

    async Task<JsonElement> Import(string file, string query = "")
    {
        var answer = await Send(file, query);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return JsonDocument.Parse(answer.Text).RootElement;
    }

    async Task<Answer> Send(string file, string query)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return await Post(content, query);
    }

    async Task<Answer> Post(HttpContent content, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports" + query) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {shop.Key}");
        return await Answer.Of(shop.Service.Http, request);
    }
}
