using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files.Canonical;

/// <summary>A row as the JSON object that it means, to be read as strictly as any other.</summary>
static class CanonicalRow
{
    public const string Attribute = "attributes.";

    public static ReadOnlySpan<byte> ToJson(CsvRow row)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            var (texts, numbers, lists) = CanonicalCsv.Members;
            foreach (var name in texts)
                if ((row.Text(name) ?? (name == "source" ? row.Settings.Source : null)) is { } text)
                    json.WriteString(name, text);
            foreach (var name in numbers)
                if (row.Amount(name) is { } amount)
                    json.WriteString(name, amount.ToString(CultureInfo.InvariantCulture));
            if (row.Text("revision") is { } revision)
                json.WriteNumber("revision", Whole(revision));
            foreach (var name in lists)
                if (row.Text(name) is { } list)
                    WriteList(json, name, list);
            WriteAttributes(json, row);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan;
    }

    static int Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RowProblemException("revision", "type", "The revision is a whole number that counts from 1.");

    static void WriteList(Utf8JsonWriter json, string name, string list)
    {
        try
        {
            using var document = JsonDocument.Parse(list, Sources.VendorJson.Options);
            json.WritePropertyName(name);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            throw new RowProblemException(
                name,
                "not-json",
                "The cell is no JSON list, as in [{\"sku\":\"mug\",\"kind\":\"product\",\"net\":\"10.00\"}]."
            );
        }
    }

    static void WriteAttributes(Utf8JsonWriter json, CsvRow row)
    {
        var pairs = row
            .Columns.Where(column => column.StartsWith(Attribute, StringComparison.OrdinalIgnoreCase))
            .Select(column => (Name: column[Attribute.Length..], Value: row.Text(column)))
            .Where(pair => pair.Value is not null)
            .ToList();
        if (pairs.Count == 0)
            return;
        json.WriteStartObject("attributes");
        foreach (var (name, value) in pairs)
            json.WriteString(name, value);
        json.WriteEndObject();
    }
}
