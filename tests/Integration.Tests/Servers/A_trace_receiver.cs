using System.Net;
using System.Text.Json;
using AccountingSync.LocalServers;
using Google.Protobuf;

namespace AccountingSync.Integration.Tests.Servers;

public sealed class A_trace_receiver
{
    const string Trace = "0102030405060708090a0b0c0d0e0f10";
    const string Root = "1111111111111111";
    const string Child = "2222222222222222";
    static readonly HttpClient Http = new();

    [Test]
    public async Task keeps_spans_by_trace_and_writes_them_as_lines()
    {
        var file = Path.Combine(TestServers.DirectoryFor("spans"), "spans.jsonl");
        var receiver = await TraceReceiver.StartAsync(new TraceReceiverOptions { SpanFile = file });
        await using (receiver)
            Assert.That(await PostAsync(receiver, "v1/traces", Export("ledger", Span(Child, Root, "insert", 10, 25))), Is.EqualTo(HttpStatusCode.OK));

        var span = receiver.Spans(Trace).Single();
        Assert.That(span.Service, Is.EqualTo("ledger"));
        Assert.That(span.ParentId, Is.EqualTo(Root));
        Assert.That(span.Duration, Is.EqualTo(TimeSpan.FromMilliseconds(15)));
        Assert.That(span.Attributes["rows"], Is.EqualTo("-7"));
        using var line = JsonDocument.Parse((await File.ReadAllLinesAsync(file)).Single());
        Assert.That(line.RootElement.GetProperty("duration_ms").GetDecimal(), Is.EqualTo(15m));
        Assert.That(line.RootElement.GetProperty("traceId").GetString(), Is.EqualTo(Trace));
    }

    [Test]
    public async Task counts_metrics_and_keeps_log_lines_with_their_trace()
    {
        await using var receiver = await TraceReceiver.StartAsync();

        await PostAsync(receiver, "v1/metrics", Export("ledger", Message(m => Text(m, 1, "entries.posted"))));
        await PostAsync(receiver, "v1/metrics", Export("ledger", Message(m => Text(m, 1, "entries.posted"))));
        await PostAsync(receiver, "v1/logs", Export("ledger", LogLine("posted 3 entries")));

        Assert.That(receiver.Store.Metrics["entries.posted"], Is.EqualTo(2));
        Assert.That(
            receiver.Store.Logs().Single(),
            Has.Property(nameof(LogRecord.Body)).EqualTo("posted 3 entries").And.Property(nameof(LogRecord.TraceId)).EqualTo(Trace)
        );
    }

    [Test]
    public async Task forgets_the_oldest_spans_first()
    {
        await using var receiver = await TraceReceiver.StartAsync(new TraceReceiverOptions { SpanLimit = 1 });

        await PostAsync(receiver, "v1/traces", Export("ledger", Span(Root, "", "first", 0, 1)));
        await PostAsync(receiver, "v1/traces", Export("ledger", Span(Child, Root, "second", 1, 2)));

        Assert.That(receiver.Spans(Trace).Single().Name, Is.EqualTo("second"));
    }

    [Test]
    public async Task refuses_what_it_cannot_read()
    {
        await using var receiver = await TraceReceiver.StartAsync();

        Assert.That(await PostAsync(receiver, "v1/traces", [0x0a, 0xff]), Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task shows_a_trace_as_a_tree()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        await PostAsync(receiver, "v1/traces", Export("ledger", Span(Child, Root, "insert", 10, 25)));
        await PostAsync(receiver, "v1/traces", Export("ingestion", Span(Root, "", "POST", 0, 40)));

        var lines = TraceTree.Render(receiver.Spans(Trace)).Split('\n');

        Assert.That(lines[0], Does.StartWith("ingestion  POST ").And.EndsWith("0.0      40.0 ms"));
        Assert.That(lines[1], Does.StartWith("└─ ledger  insert ").And.EndsWith("10.0      15.0 ms"));
    }

    static async Task<HttpStatusCode> PostAsync(TraceReceiver receiver, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var response = await Http.PostAsync(new Uri(receiver.Endpoint, path), content);
        return response.StatusCode;
    }

    // The field numbers are those of the protocol, written by hand on purpose: the receiver's own tables are what is tested.
    static byte[] Export(string service, byte[] record) =>
        Message(export =>
            Nested(
                export,
                1,
                resources =>
                {
                    Nested(resources, 1, resource => Attribute(resource, 1, "service.name", value => Text(value, 1, service)));
                    Nested(resources, 2, scope => Bytes(scope, 2, record));
                }
            )
        );

    static byte[] Span(string id, string parent, string name, ulong startMs, ulong endMs) =>
        Message(span =>
        {
            Bytes(span, 1, Convert.FromHexString(Trace));
            Bytes(span, 2, Convert.FromHexString(id));
            Bytes(span, 4, Convert.FromHexString(parent));
            Text(span, 5, name);
            span.WriteTag(6, WireFormat.WireType.Varint);
            span.WriteInt32(3);
            span.WriteTag(7, WireFormat.WireType.Fixed64);
            span.WriteFixed64(startMs * 1_000_000);
            span.WriteTag(8, WireFormat.WireType.Fixed64);
            span.WriteFixed64(endMs * 1_000_000);
            Attribute(
                span,
                9,
                "rows",
                value =>
                {
                    value.WriteTag(3, WireFormat.WireType.Varint);
                    value.WriteInt64(-7);
                }
            );
        });

    static byte[] LogLine(string body) =>
        Message(log =>
        {
            Nested(log, 5, value => Text(value, 1, body));
            Bytes(log, 9, Convert.FromHexString(Trace));
        });

    static void Attribute(CodedOutputStream owner, int number, string key, Action<CodedOutputStream> value) =>
        Nested(
            owner,
            number,
            pair =>
            {
                Text(pair, 1, key);
                Nested(pair, 2, value);
            }
        );

    static void Nested(CodedOutputStream owner, int number, Action<CodedOutputStream> write) => Bytes(owner, number, Message(write));

    static void Bytes(CodedOutputStream owner, int number, byte[] bytes)
    {
        owner.WriteTag(number, WireFormat.WireType.LengthDelimited);
        owner.WriteBytes(ByteString.CopyFrom(bytes));
    }

    static void Text(CodedOutputStream owner, int number, string text)
    {
        owner.WriteTag(number, WireFormat.WireType.LengthDelimited);
        owner.WriteString(text);
    }

    static byte[] Message(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
            write(output);
        return memory.ToArray();
    }
}
