namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>Goes through the records in their order, and counts the lines that it has passed.</summary>
sealed class Bai2Cursor(IReadOnlyList<Bai2Record> records)
{
    int next;

    /// <summary>Of all records so far, continuations included.</summary>
    public int Lines { get; private set; }

    /// <returns>Null when another record is next.</returns>
    public Bai2Record? Optional(string code)
    {
        if (next == records.Count || records[next].Code != code)
            return null;
        Lines += records[next].Lines.Count;
        return records[next++];
    }

    public Bai2Record Required(string code)
    {
        if (Optional(code) is { } record)
            return record;
        throw next < records.Count
            ? records[next]
                .Wrong("record", "order", $"The record {records[next].Code} stands where a {code} must stand. Ask the bank for the file again.")
            : new BankShapeException(
                "end of file",
                code,
                "missing",
                $"The file ends, and a record {code} must follow. It was cut off: ask the bank for it again."
            );
    }

    public void End()
    {
        if (next < records.Count)
            throw records[next].Wrong("record", "order", "There are records after the end of the file (99). Send one file at a time.");
    }
}
