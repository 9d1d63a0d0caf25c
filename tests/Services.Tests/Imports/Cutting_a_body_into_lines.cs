using System.IO.Pipelines;
using System.Text;
using AccountingSync.Ingestion.ReceiveImport;

namespace AccountingSync.Services.Tests.Imports;

public sealed class Cutting_a_body_into_lines
{
    static async Task<List<LineChunk>> Cut(byte[] body, int atATime)
    {
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            foreach (var part in body.Chunk(atATime))
                await pipe.Writer.WriteAsync(part);
            await pipe.Writer.CompleteAsync();
        });
        var chunks = new List<LineChunk>();
        await foreach (var chunk in LineChunks.Of(pipe.Reader, CancellationToken.None))
            chunks.Add(chunk);
        await writing;
        return chunks;
    }

    static IEnumerable<(long Number, string? Text)> Lines(IEnumerable<LineChunk> chunks) =>
        chunks.SelectMany(chunk =>
            chunk.Lines.Select(line => (line.Number, line.Place is { } place ? Encoding.UTF8.GetString(chunk.Bytes.AsSpan(place)) : null))
        );

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(1_000)]
    public async Task numbers_them_and_leaves_out_the_empty_ones(int atATime) =>
        Assert.That(
            Lines(await Cut(Encoding.UTF8.GetBytes("one\n\n  \r\ntwo\r\n\tthree"), atATime)),
            Is.EqualTo(new (long, string?)[] { (1, "one"), (4, "two\r"), (5, "\tthree") })
        );

    [TestCase("")]
    [TestCase("\n\n")]
    public async Task gives_nothing_of_nothing(string body) => Assert.That(await Cut(Encoding.UTF8.GetBytes(body), 10), Is.Empty);

    [Test]
    public async Task gives_no_more_than_five_hundred_or_a_megabyte_at_a_time()
    {
        var many = await Cut(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 1_201))), 700);
        Assert.That(many.Select(chunk => chunk.Lines.Count), Is.EqualTo(new[] { 500, 500, 201 }));
        Assert.That(
            Lines(many).Select(line => (line.Number, int.Parse(line.Text!, System.Globalization.CultureInfo.InvariantCulture))),
            Is.All.Matches<(long Number, int Text)>(line => line.Number == line.Text)
        );

        var wide = await Cut(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat(new string('x', 200_000), 12))), 65_536);
        Assert.That(wide.Select(chunk => chunk.Lines.Count), Is.EqualTo(new[] { 6, 6 }));
    }

    [TestCase(4_096)]
    [TestCase(1_000_000)]
    public async Task names_a_line_that_is_too_long_and_goes_on_behind_it(int atATime)
    {
        var body = Encoding.UTF8.GetBytes($"one\n{new string('x', LineChunks.MaxLineBytes + 1)}\nthree\n{new string('y', 2_000_000)}");

        Assert.That(Lines(await Cut(body, atATime)), Is.EqualTo(new (long, string?)[] { (1, "one"), (2, null), (3, "three"), (4, null) }));
    }

    [Test]
    public async Task keeps_what_was_sent()
    {
        var chunk = (await Cut("one\n\ntwo\n"u8.ToArray(), 100)).Single();
        Assert.That(Encoding.UTF8.GetString(chunk.Bytes), Is.EqualTo("one\ntwo\n"));
    }
}
