using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Odoo;

/// <summary>A record as the interface shows it.</summary>
/// <param name="model">Its model's name.</param>
internal abstract class OdooRow(string model, int id)
{
    public string Model => model;

    public int Id => id;

    /// <summary>What a many2one to it shows.</summary>
    public abstract string DisplayName { get; }

    /// <summary>Text, number, decimal, truth, day, moment, another record, or records; null when empty.</summary>
    protected abstract object? Value(string field);

    /// <summary>The fields that a series of Odoo has; null for all.</summary>
    protected virtual IReadOnlySet<string>? Known => null;

    public object? Field(string field) =>
        field == "id" ? id
        : Known?.Contains(field) == false ? throw Unknown(field)
        : Value(field);

    public JsonObject Document(IEnumerable<string> fields)
    {
        var document = new JsonObject { ["id"] = id };
        foreach (var field in fields)
            document[field] = Json(Field(field));
        return document;
    }

    protected OdooError Unknown(string field) => OdooError.Value($"Invalid field '{field}' on '{model}'");

    static JsonNode Json(object? value) =>
        value switch
        {
            null => JsonValue.Create(false),
            string text => JsonValue.Create(text),
            bool truth => JsonValue.Create(truth),
            int number => JsonValue.Create(number),
            // Amounts are binary fractions on the wire.
            decimal amount => JsonValue.Create((double)amount),
            DateOnly day => JsonValue.Create(Day(day)),
            DateTimeOffset moment => JsonValue.Create(Moment(moment)),
            OdooRow row => new JsonArray(row.Id, row.DisplayName),
            IEnumerable<OdooRow> rows => new JsonArray([.. rows.Select(row => JsonValue.Create(row.Id))]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // Python writes years without leading zeros.
    static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}-{day.Month:00}-{day.Day:00}");

    static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
