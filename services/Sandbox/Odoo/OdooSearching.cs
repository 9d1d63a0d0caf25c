using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Odoo;

/// <summary>Answers <c>search_read</c> and <c>fields_get</c>.</summary>
internal static class OdooSearching
{
    public static JsonNode SearchRead(string model, JsonObject arguments, JsonObject context, OdooBooks books)
    {
        if (arguments.Text("order") is not (null or "id asc" or "id"))
            throw OdooError.Value("Only the order by id is played here.");
        var domain = OdooDomain.Read(arguments["domain"] ?? new JsonArray());
        var fields = Texts(arguments["fields"]);
        // What is archived is left out, unless it is asked for.
        var archivedToo = domain.Mentions("active") || context["active_test"] is JsonValue test && test.TryGetValue<bool>(out var active) && !active;
        var found = Rows(model, domain, context, books).Where(row => domain.Matches(row) && (archivedToo || !IsArchived(row)));
        if (arguments["offset"] is JsonValue offset)
            found = found.Skip(offset.GetValue<int>());
        if (arguments["limit"] is JsonValue limit && limit.GetValue<int>() > 0)
            found = found.Take(limit.GetValue<int>());
        return new JsonArray([.. found.Select(JsonNode (row) => row.Document(fields))]);
    }

    public static JsonNode FieldsGet(string model, JsonObject arguments, OdooBooks books)
    {
        var fields = model switch
        {
            "res.company" => CompanyRow.FieldsOf(books.Settings.Series),
            "account.account" => AccountRow.FieldsOf(books.Settings.Series),
            _ => throw OdooError.NotFound($"The fields of {model} are not played here."),
        };
        var wanted = Texts(arguments["allfields"]);
        return new JsonObject(
            fields
                .Where(field => wanted.Count == 0 || wanted.Contains(field))
                .Select(field => new KeyValuePair<string, JsonNode?>(field, new JsonObject { ["type"] = TypeOf(field) }))
        );
    }

    static IEnumerable<OdooRow> Rows(string model, OdooDomain domain, JsonObject context, OdooBooks books) =>
        model switch
        {
            "res.company" => [new CompanyRow(books)],
            "res.currency" => books.Currencies.Select(currency => new CurrencyRow(currency, books, JsonReading.Day(context.Text("date")))),
            "account.journal" => books.Journals.Select(journal => new JournalRow(journal, books)),
            "account.account" => books.Accounts.Select(account => new AccountRow(account, books)),
            "account.move" => Entries(domain.Among("id"), books).Select(entry => new EntryRow(entry, books)),
            "account.move.line" => Entries(domain.Among("move_id"), books)
                .SelectMany(entry => entry.Lines.Select(line => new LineRow(line, entry, books))),
            _ => throw OdooError.NotFound($"the model '{model}' does not exist"),
        };

    static IEnumerable<OdooEntry> Entries(IReadOnlySet<int>? among, OdooBooks books) =>
        among is null ? books.Entries : among.Order().Select(books.FindEntry).OfType<OdooEntry>();

    static bool IsArchived(OdooRow row) => row is CurrencyRow && row.Field("active") is false;

    static string TypeOf(string field) =>
        field.EndsWith("_date", StringComparison.Ordinal) ? "date"
        : field.EndsWith("_ids", StringComparison.Ordinal) ? "many2many"
        : field.EndsWith("_id", StringComparison.Ordinal) ? "many2one"
        : field is "active" or "deprecated" ? "boolean"
        : "char";

    static List<string> Texts(JsonNode? list) => list is JsonArray array ? [.. array.Select(item => item!.GetValue<string>())] : [];
}
