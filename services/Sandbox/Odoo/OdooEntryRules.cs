using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Odoo;

/// <summary>What the values of a new journal entry must satisfy. Odoo checks the balance when a draft is made, and lock dates only when it is posted.</summary>
internal static class OdooEntryRules
{
    static readonly HashSet<string> EntryFields = ["move_type", "journal_id", "date", "ref", "line_ids"];
    static readonly HashSet<string> LineFields = ["account_id", "name", "debit", "credit", "currency_id", "amount_currency", "tax_ids"];

    public static OdooEntry Draft(JsonObject given, OdooBooks books, DateTimeOffset now)
    {
        Known(given, EntryFields, "account.move");
        if (given.Text("move_type") != "entry")
            throw OdooError.User("Only journal entries are played here: move_type must be entry.");
        if (Number(given, "journal_id") is not { } journal || books.FindJournal(journal) is null)
            throw OdooError.Validation("Missing required value for the field 'Journal' (journal_id).");
        var date = given["date"] is null ? DateOnly.FromDateTime(now.UtcDateTime) : JsonReading.Day(given.Text("date"));
        if (given["line_ids"] is not JsonArray commands)
            commands = [];
        var lines = commands.Select(command => Line(command, books, now)).ToList();
        return new()
        {
            Id = books.NextEntry(),
            JournalId = journal,
            Date = date ?? throw OdooError.Value("The date must be yyyy-MM-dd."),
            Ref = given.Text("ref"),
            State = "draft",
            WrittenAt = now,
            Lines = lines,
        };
    }

    /// <summary>All of one call together: one of them that is out of balance stops all.</summary>
    public static void Balanced(IReadOnlyCollection<OdooEntry> entries)
    {
        var unbalanced = entries.Where(entry => entry.Lines.Sum(line => line.Debit - line.Credit) != 0m).ToList();
        if (unbalanced.Count == 1)
            throw OdooError.User("The entry is not balanced.");
        if (unbalanced.Count > 1)
            throw OdooError.User(
                "The following entries are unbalanced:\n\n" + string.Concat(unbalanced.Select(entry => $"  - {entry.Name ?? "False"}\n"))
            );
    }

    static OdooLine Line(JsonNode? command, OdooBooks books, DateTimeOffset now)
    {
        // [0, 0, values]: make a new one.
        if (command is not JsonArray { Count: 3 } parts || parts[0]?.ToJsonString() != "0" || parts[2] is not JsonObject given)
            throw OdooError.Value("Only the command that makes a line is played here.");
        Known(given, LineFields, "account.move.line");
        if (Number(given, "account_id") is not { } id || books.FindAccount(id) is not { } account)
            throw OdooError.Validation("Missing required value for the field 'Account' (account_id).");
        if (given["tax_ids"] is { } taxes && taxes.ToJsonString() != "[[6,0,[]]]")
            throw OdooError.User("Taxes are not played here.");
        var own = books.CompanyCurrency;
        var currency = given["currency_id"] is null ? own : books.FindCurrency(Number(given, "currency_id") ?? 0);
        if (currency is null)
            throw OdooError.Missing("res.currency", Number(given, "currency_id") ?? 0);
        var (debit, credit) = (own.Round(Amount(given, "debit")), own.Round(Amount(given, "credit")));
        if (debit * credit != 0m)
            throw OdooError.Validation("The operation cannot be completed: Wrong credit or debit value in accounting entry!");
        var amount = currency.Id == own.Id ? debit - credit : currency.Round(Amount(given, "amount_currency"));
        if (Math.Sign(amount) * Math.Sign(debit - credit) < 0)
            throw OdooError.Validation(
                "The operation cannot be completed: the amount in currency must be positive when the account is debited, and negative when it is credited."
            );
        if (account.CurrencyId is { } only && only != own.Id && only != currency.Id)
            throw OdooError.User("The account selected on your journal entry forces to provide a secondary currency.");
        return new(books.NextLine(), id, given.Text("name"), debit, credit, currency.Id, amount, now);
    }

    static void Known(JsonObject given, HashSet<string> fields, string model)
    {
        foreach (var (name, _) in given)
        {
            if (!fields.Contains(name))
                throw OdooError.Value($"Invalid field '{name}' in '{model}'");
        }
    }

    static int? Number(JsonObject given, string name) =>
        given[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var number) ? number : null;

    static decimal Amount(JsonObject given, string name) =>
        given[name] is not JsonValue value ? 0m
        : value.GetValueKind() == JsonValueKind.Number ? value.GetValue<decimal>()
        : throw OdooError.Value($"could not convert to float: {value.ToJsonString()}");
}
