using System.Globalization;
using Google.Protobuf;

namespace AccountingSync.LocalServers;

/// <summary>Reads the three export requests of OTLP; the numbers are the protocol's field numbers.</summary>
static class ExportRequest
{
    const long NanosecondsPerTick = 100;
    const int StatusError = 2;

    public static IEnumerable<SpanRecord> Spans(ByteString body) =>
        from item in Items(body)
        select new SpanRecord
        {
            Service = item.Service,
            TraceId = item.Fields.Hex(1),
            SpanId = item.Fields.Hex(2),
            ParentId = NullIfEmpty(item.Fields.Hex(4)),
            Name = item.Fields.Text(5),
            Kind = (SpanKind)item.Fields.Number(6),
            Start = DateTimeOffset.UnixEpoch.AddTicks(Ticks(item.Fields.Number(7))),
            Duration = TimeSpan.FromTicks(Ticks(item.Fields.Number(8)) - Ticks(item.Fields.Number(7))),
            Attributes = Attributes(item.Fields, 9),
            Links = [.. item.Fields.Messages(13).Select(link => new SpanLink(link.Hex(1), link.Hex(2)))],
            Failed = item.Fields.Message(15).Number(3) == StatusError,
        };

    public static IEnumerable<LogRecord> Logs(ByteString body) =>
        from item in Items(body)
        select new LogRecord(
            item.Service,
            item.Fields.Text(3),
            Value(item.Fields.Message(5)),
            NullIfEmpty(item.Fields.Hex(9)),
            NullIfEmpty(item.Fields.Hex(10)),
            Attributes(item.Fields, 6)
        );

    public static IEnumerable<string> MetricNames(ByteString body) => Items(body).Select(item => item.Fields.Text(1));

    // All three requests have the same shape: resources, scopes in them, records in those.
    static IEnumerable<(string Service, ProtocolFields Fields)> Items(ByteString body) =>
        from resource in ProtocolFields.Read(body).Messages(1)
        let service = Attributes(resource.Message(1), 1).GetValueOrDefault("service.name", "unknown")
        from scope in resource.Messages(2)
        from fields in scope.Messages(2)
        select (service, fields);

    static Dictionary<string, string> Attributes(ProtocolFields owner, int number)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var pair in owner.Messages(number))
            attributes[pair.Text(1)] = Value(pair.Message(2));
        return attributes;
    }

    static string Value(ProtocolFields value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(2) ? (value.Number(2) != 0 ? "true" : "false")
        : value.Has(3) ? unchecked((long)value.Number(3)).ToString(CultureInfo.InvariantCulture)
        : value.Has(4) ? BitConverter.UInt64BitsToDouble(value.Number(4)).ToString("R", CultureInfo.InvariantCulture)
        : value.Has(5) ? "[" + string.Join(", ", value.Message(5).Messages(1).Select(Value)) + "]"
        : value.Has(6) ? "{" + string.Join(", ", Attributes(value.Message(6), 1).Select(pair => $"{pair.Key}: {pair.Value}")) + "}"
        : value.Hex(7);

    static long Ticks(ulong nanoseconds) => (long)(nanoseconds / NanosecondsPerTick);

    static string? NullIfEmpty(string text) => text is "" ? null : text;
}
