using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Ingestion.Files;

namespace AccountingSync.Services.Tests.Files;

public sealed class Reading_our_own_columns
{
    const string File = """
        source,id,revision,kind,occurred_at,currency,gross,items,taxes,tip,tenders,related_to,location,attributes.channel,attributes.staff
        front-shop,sale-1001,,sale,2026-01-31T23:30:00-05:00,USD,118.00,"[{""sku"":""mug"",""kind"":""product"",""category"":""kitchen"",""quantity"":""2"",""net"":""100.00""}]","[{""jurisdiction"":""NY"",""code"":""sales"",""amount"":""8.00""}]",10.00,"[{""method"":""card"",""amount"":""118.00""}]",,north,web,
        front-shop,sale-1001,2,sale,2026-01-31T23:30:00-05:00,USD,20,,,,,,,,yes
        front-shop,refund-1,,refund,2026-02-01T10:00:00Z,USD,5.00,,,,,sale-1001,,,

        """;

    [Test]
    public void gives_what_json_would()
    {
        const string Json = """
            [{"source":"front-shop","id":"sale-1001","kind":"sale","occurred_at":"2026-01-31T23:30:00-05:00","currency":"USD","gross":"118.00",
              "items":[{"sku":"mug","kind":"product","category":"kitchen","quantity":"2","net":"100.00"}],"taxes":[{"jurisdiction":"NY","code":"sales","amount":"8.00"}],
              "tip":"10.00","tenders":[{"method":"card","amount":"118.00"}],"location":"north","attributes":{"channel":"web"}},
             {"source":"front-shop","id":"sale-1001","revision":2,"kind":"sale","occurred_at":"2026-01-31T23:30:00-05:00","currency":"USD","gross":"20","attributes":{"staff":"yes"}},
             {"source":"front-shop","id":"refund-1","kind":"refund","occurred_at":"2026-02-01T10:00:00Z","currency":"USD","gross":"5.00","related_to":"sale-1001"}]
            """;
        var expected = ((DocumentResult.Elements)TransactionReader.Read(System.Text.Encoding.UTF8.GetBytes(Json)))
            .Results.Cast<ReadResult.Read>()
            .Select(read => Convert.ToHexString(ContentBytes.Hash(read.Transaction)));
        Assert.That(Exports.Facts(Exports.Read(File)).Select(fact => Convert.ToHexString(ContentBytes.Hash(fact))), Is.EqualTo(expected));
    }

    [Test]
    public void takes_the_source_from_the_sender_where_no_column_names_it()
    {
        const string Short = "id,kind,occurred_at,currency,gross\ns-1,sale,2026-01-31T23:30:00-05:00,EUR,\"1.118,50\"\n";
        var sale = Exports.Facts(Exports.Read(Short, new FileSettings { Source = "till" })).Single();
        Assert.That((sale.Source, sale.Gross, sale.Revision), Is.EqualTo(("till", 1_118.50m, 1)));
    }

    [TestCase("revision", "0", "revision", "The revision counts from 1.")]
    [TestCase("revision", "one", "revision", "The revision is a whole number that counts from 1.")]
    [TestCase("items", "mug", "items", "The cell is no JSON list, as in [{\"sku\":\"mug\",\"kind\":\"product\",\"net\":\"10.00\"}].")]
    [TestCase("items", "{}", "items", "This member is an array.")]
    [TestCase("kind", "gift", "kind", "The kind must be one of: sale, payment, refund, fee, payout, dispute, expense, transfer, adjustment.")]
    [TestCase("source", "other", "source", "The row is of the source 'other', and the file was sent as of 'till'.")]
    public void names_the_column(string column, string cell, string field, string message)
    {
        var cells = new Dictionary<string, string>
        {
            ["id"] = "s-1",
            ["kind"] = "sale",
            ["occurred_at"] = "2026-01-31T23:30:00-05:00",
            ["currency"] = "EUR",
            ["gross"] = "1.00",
            [column] = cell,
        };
        var file = string.Join(',', cells.Keys) + "\n" + string.Join(',', cells.Values.Select(value => $"\"{value.Replace("\"", "\"\"")}\"")) + "\n";
        var refused = (FileRow.Refused)Exports.Read(file, new FileSettings { Source = "till" }).Single().Row;
        Assert.That((refused.Field, refused.Message), Is.EqualTo((field, message)));
    }
}
