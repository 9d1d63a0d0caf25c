using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>How QuickBooks writes: instants at a Pacific offset, faults in two spellings, amounts with two decimals.</summary>
internal static class Wire
{
    public const string SuccessType = "application/json;charset=utf-8";

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Standard time all year round: still the right instant, and needs no time zone data on the machine.
    static readonly TimeSpan Pacific = TimeSpan.FromHours(-8);

    public static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.ToOffset(Pacific).DateTime);

    public static string Instant(DateTimeOffset at) => at.ToOffset(Pacific).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    public static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The same number with at least two decimals, which JSON then shows.</summary>
    public static decimal TwoDecimals(decimal amount) => decimal.Round(amount, 2) + 0.00m;

    public static string Compose(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Answer Success(DateTimeOffset now, Action<Utf8JsonWriter> write)
    {
        var body = Compose(json =>
        {
            write(json);
            WriteTime(json, now);
        });
        return Answer.Json(StatusCodes.Status200OK, body) with { ContentType = SuccessType };
    }

    public static void WriteObject(Utf8JsonWriter json, StoredObject stored)
    {
        json.WritePropertyName(stored.Entity);
        json.WriteRawValue(stored.Json, skipInputValidation: true);
    }

    /// <summary>What a delete answers: no content, only that it is gone.</summary>
    public static void WriteDeletion(Utf8JsonWriter json, StoredObject stored)
    {
        json.WriteStartObject(stored.Entity);
        json.WriteString("domain", "QBO");
        json.WriteString("status", "Deleted");
        json.WriteString("Id", stored.Id);
        json.WriteEndObject();
    }

    public static Answer Fault(QuickBooksFault fault, DateTimeOffset now) =>
        Answer.Json(
            StatusCodes.Status400BadRequest,
            Compose(json =>
            {
                WriteFault(json, fault);
                WriteTime(json, now);
            })
        );

    public static void WriteFault(Utf8JsonWriter json, QuickBooksFault fault)
    {
        json.WriteStartObject("Fault");
        json.WriteStartArray("Error");
        json.WriteStartObject();
        json.WriteString("Message", fault.Message);
        json.WriteString("Detail", fault.Detail);
        json.WriteString("code", fault.Code);
        if (fault.Element is not null)
            json.WriteString("element", fault.Element);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("type", "ValidationFault");
        json.WriteEndObject();
    }

    static void WriteTime(Utf8JsonWriter json, DateTimeOffset now) =>
        json.WriteString("time", now.ToOffset(Pacific).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
}
