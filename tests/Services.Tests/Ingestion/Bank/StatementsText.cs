using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Ingestion.Files.Bank;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

/// <summary>What a bank's file came to, as JSON that an accountant can read.</summary>
static class StatementsText
{
    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(StatementsRead read)
    {
        var described = new JsonObject();
        switch (read)
        {
            case StatementsRead.Refused(var problem):
                described["refused"] = Of(problem);
                break;
            case StatementsRead.Read(var statements, var notes):
                AddNotes(described, notes);
                described["statements"] = new JsonArray([.. statements.Select(Of)]);
                var meanings = BankTransactions.Of("bank", statements.OfType<StatementResult.Read>().Select(result => result.Statement));
                described["transactions"] = JsonNode.Parse(
                    TransactionWriter.Write(meanings.OfType<EntryMeaning.Moved>().Select(moved => moved.Transaction))
                );
                break;
        }
        return described.ToJsonString(Readable) + "\n";
    }

    static JsonObject Of(StatementProblem problem) =>
        new()
        {
            ["place"] = problem.Place,
            ["field"] = problem.Field,
            ["rule"] = problem.Rule,
            ["message"] = problem.Message,
        };

    static JsonObject Of(StatementResult result) =>
        result switch
        {
            StatementResult.Refused(var problem, var account) => new() { ["account"] = account?.ToString(), ["refused"] = Of(problem) },
            StatementResult.Read(var statement) => Of(statement),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static JsonObject Of(BankStatement statement)
    {
        var described = new JsonObject
        {
            ["account"] = statement.Account.ToString(),
            ["scheme"] = statement.Account.Scheme,
            ["currency"] = statement.Currency,
            ["number"] = statement.Number,
            ["page"] = statement.Page is { } page ? $"{Text(page.Number)}{(page.IsLast ? " (last)" : "")}" : null,
            ["from"] = Text(statement.From),
            ["to"] = Text(statement.To),
            ["opening"] = Of(statement.Opening),
            ["closing"] = Of(statement.Closing),
            ["proof"] = statement.Proof.ToString(),
        };
        AddNotes(described, statement.Notes);
        described["entries"] = new JsonArray([.. statement.Entries.Select(Of)]);
        return WithoutNulls(described);
    }

    static JsonObject Of(BankEntry entry) =>
        WithoutNulls(
            new JsonObject
            {
                ["place"] = entry.Place,
                ["booked"] = Text(entry.BookingDate),
                ["value"] = Text(entry.ValueDate),
                ["amount"] = Text(entry.Amount),
                ["reversal"] = entry.IsReversal ? true : null,
                ["code"] = entry.Code,
                ["bank_reference"] = entry.BankReference,
                ["end_to_end"] = entry.EndToEndId,
                ["own_reference"] = entry.OwnReference,
                ["counterparty"] = entry.Counterparty,
                ["counterparty_account"] = entry.CounterpartyAccount,
                ["remittance"] = entry.Remittance.Length > 0 ? entry.Remittance : null,
                ["payments"] = entry.Payments.Count > 0 ? new JsonArray([.. entry.Payments.Select(Of)]) : null,
            }
        );

    static JsonObject Of(BankPayment payment) =>
        WithoutNulls(
            new JsonObject
            {
                ["amount"] = payment.Amount is { } amount ? Text(amount) : null,
                ["end_to_end"] = payment.EndToEndId,
                ["counterparty"] = payment.Counterparty,
                ["counterparty_account"] = payment.CounterpartyAccount,
                ["remittance"] = payment.Remittance.Length > 0 ? payment.Remittance : null,
            }
        );

    static string? Of(BankBalance? balance) =>
        balance is null ? null : $"{Text(balance.Amount)} on {Text(balance.Date)}{(balance.IsInterim ? " (interim)" : "")}";

    static void AddNotes(JsonObject described, IReadOnlyList<string> notes)
    {
        if (notes.Count > 0)
            described["notes"] = new JsonArray([.. notes.Select(note => JsonValue.Create(note))]);
    }

    static JsonObject WithoutNulls(JsonObject described)
    {
        foreach (var name in described.Where(member => member.Value is null).Select(member => member.Key).ToList())
            described.Remove(name);
        return described;
    }

    static string? Text(IFormattable? value) => value?.ToString(value is DateOnly ? "O" : null, CultureInfo.InvariantCulture);
}
