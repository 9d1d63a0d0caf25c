using System.Text.Json;
using AccountingSync.Sandbox.QuickBooks.Queries;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>Answers a batch: always 200, each item with its result or its own fault.</summary>
internal static class BatchAnswer
{
    public static Answer Write(IReadOnlyList<BatchItem> items, DateTimeOffset now, Func<WriteCommand, WriteOutcome> apply, Books books) =>
        Wire.Success(
            now,
            json =>
            {
                json.WriteStartArray("BatchItemResponse");
                foreach (var item in items)
                {
                    json.WriteStartObject();
                    WriteItem(json, item, apply, books);
                    if (item.BId is not null)
                        json.WriteString("bId", item.BId);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );

    static void WriteItem(Utf8JsonWriter json, BatchItem item, Func<WriteCommand, WriteOutcome> apply, Books books)
    {
        switch (item)
        {
            case BatchItem.Change(_, var command):
                switch (apply(command))
                {
                    case WriteOutcome.Stored(var stored):
                        Written.Write(json, stored);
                        break;
                    case WriteOutcome.Refused(var fault):
                        Wire.WriteFault(json, fault);
                        break;
                }
                break;
            case BatchItem.Question(_, var text):
                switch (QueryParser.Parse(text))
                {
                    case ParsedQuery.Understood(var query):
                        QueryResponse.Write(json, query, books);
                        break;
                    case ParsedQuery.Refused(var fault):
                        Wire.WriteFault(json, fault);
                        break;
                }
                break;
            case BatchItem.Hopeless(_, var fault):
                Wire.WriteFault(json, fault);
                break;
        }
    }
}
