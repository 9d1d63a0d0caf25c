using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using AccountingSync.Ingestion.Files;

namespace AccountingSync.Services.Tests.Files;

public sealed class Cutting_files_into_pieces
{
    const string Stripe = "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,description\n";
    const string Shopify =
        "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem price,Lineitem sku,Payment Method,Refunded Amount,Id\n";

    [Test]
    public async Task gives_five_hundred_rows_at_a_time_each_readable_by_itself()
    {
        var pieces = await Cut(Stripe + string.Concat(Enumerable.Range(1, 1_201).Select(Row)));
        Assert.That(pieces.Select(piece => piece.Records.Count), Is.EqualTo(new[] { 500, 500, 201 }));
        Assert.That(pieces.SelectMany(piece => piece.Records).Select(record => record.Line), Is.EqualTo(Enumerable.Range(2, 1_201)));
        Assert.That(pieces.Select(piece => Encoding.UTF8.GetString(piece.Bytes)), Is.All.StartsWith(Stripe));
        Assert.That(pieces.SelectMany(Facts).Select(id => id), Is.EqualTo(Enumerable.Range(1, 1_201).Select(number => $"ch_{number}")));
    }

    [Test]
    public async Task never_parts_what_belongs_together()
    {
        var orders = Enumerable.Range(1, 700).Select(Order).ToList();
        var pieces = await Cut(Shopify + string.Concat(orders));
        Assert.That(pieces, Has.Count.GreaterThan(2));
        Assert.That(pieces.SelectMany(Facts), Is.EqualTo(Enumerable.Range(1, 700).Select(number => $"order_{number}")));
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(4_096)]
    public async Task cuts_the_same_however_the_bytes_come(int atATime)
    {
        var text = Stripe + string.Concat(Enumerable.Range(1, 520).Select(Row));
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(atATime))
                await pipe.Writer.WriteAsync(part);
            await pipe.Writer.CompleteAsync();
        });

        var (start, file) = await FileStart.Of(pipe.Reader, null, CancellationToken.None);
        var pieces = await Cut(file, start);
        await writing;

        Assert.That(
            pieces.Select(piece => Convert.ToHexString(piece.Bytes)),
            Is.EqualTo((await Cut(text)).Select(piece => Convert.ToHexString(piece.Bytes)))
        );
    }

    [Test]
    public async Task holds_no_more_than_a_piece_of_a_file_that_is_never_whole_in_memory()
    {
        const int Rows = 400_000;
        const int MostAhead = 1024 * 1024;
        await using var file = new GeneratedFile(Stripe, Rows, Row);
        var start = FileStart.Of(Encoding.UTF8.GetBytes(Stripe + string.Concat(Enumerable.Range(1, 100).Select(Row))), isWhole: false, null);
        var form = FileForms.Recognise(start)!;
        var settings = ((OpenResult.Opened)form.Open(start, new FileSettings { Source = "stripe" })).Settings;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long given = 0,
            rows = 0,
            ahead = 0,
            held = 0;
        await foreach (var piece in form.Cut(file, start, settings, CancellationToken.None))
        {
            given += piece.Bytes.Length - Stripe.Length;
            rows += piece.Records.Count;
            ahead = Math.Max(ahead, file.Given - given);
            if (rows % 100_000 == 0)
                held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        Assert.That(rows, Is.EqualTo(Rows));
        Assert.That(file.Given, Is.GreaterThan(25_000_000));
        Assert.That(ahead, Is.LessThan(MostAhead), "bytes that were read and not yet given");
        Assert.That(held, Is.LessThan(16 * 1024 * 1024), "memory that is in use");
    }

    [Test]
    public async Task stores_pieces_with_what_is_needed_to_read_them()
    {
        var piece = (await Cut(Stripe + Row(1))).Single();
        var stored = StoredPiece.Of(
            new StoredPiece("stripe-balance", new FileSettings { Source = "stripe", Dates = DateOrder.DayMonthYear }, piece.Bytes).ToBytes()
        );
        Assert.That((stored.Form, stored.Settings.Source, stored.Settings.Dates), Is.EqualTo(("stripe-balance", "stripe", DateOrder.DayMonthYear)));
        Assert.That(stored.Bytes.ToArray(), Is.EqualTo(piece.Bytes));
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("{}\nid\n")]
    [TestCase("{\"form\":\"x\",\"settings\":{\"odd\":1}}\nid\n")]
    public void what_was_not_stored_as_a_piece_is_none(string bytes) =>
        Assert.That(() => StoredPiece.Of(Encoding.UTF8.GetBytes(bytes)), Throws.InstanceOf<InvalidDataException>());

    static string Row(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"txn_{number},2026-01-01 10:00:00,usd,10.00,0.00,10.00,charge,ch_{number},\"a, {number}\"\n");

    static string Order(int number) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"#{number},paid,GBP,30.00,0.00,0.00,30.00,0.00,2026-01-01 10:00:00 +0000,1,10.00,A,Cash,0.00,{number}\n#{number},,,,,,,,,1,10.00,B,,,\n#{number},,,,,,,,,1,10.00,C,,,\n"
        );

    static IEnumerable<string> Facts(FilePiece piece)
    {
        var form = FileForms.Recognise(FileStart.Of(piece.Bytes, isWhole: true, null))!;
        return Exports
            .Facts(form.Read(new FileSettings { Source = "any", Delimiter = ',' }, piece.Bytes).Select(row => (0L, row)))
            .Select(fact => fact.Id);
    }

    static Task<List<FilePiece>> Cut(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Cut(new MemoryStream(bytes), FileStart.Of(bytes, isWhole: true, null));
    }

    static async Task<List<FilePiece>> Cut(Stream file, FileStart start)
    {
        var form = FileForms.Recognise(start)!;
        var settings = ((OpenResult.Opened)form.Open(start, new FileSettings { Source = "any" })).Settings;
        var pieces = new List<FilePiece>();
        await foreach (var piece in form.Cut(file, start, settings, CancellationToken.None))
            pieces.Add(piece);
        return pieces;
    }

    /// <summary>Makes its rows when they are read.</summary>
    sealed class GeneratedFile(string header, int rows, Func<int, string> row) : Stream
    {
        byte[] current = Encoding.UTF8.GetBytes(header);
        int at;
        int made;

        public long Given { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => Given;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (at == current.Length)
            {
                if (made == rows)
                    return 0;
                current = Encoding.UTF8.GetBytes(row(++made));
                at = 0;
            }
            var part = Math.Min(count, current.Length - at);
            current.AsSpan(at, part).CopyTo(buffer.AsSpan(offset));
            at += part;
            Given += part;
            return part;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
