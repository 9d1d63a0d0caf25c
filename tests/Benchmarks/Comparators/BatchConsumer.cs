using MassTransit;
using Npgsql;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>What teams write when the plain consumer is too slow: MassTransit gathers messages, and one statement stores the inbox rows, the
/// entries and their lines in one commit. Messages that were seen before leave nothing.</summary>
public sealed class BatchConsumer(NpgsqlDataSource database, PlainCount count) : IConsumer<Batch<PostPlainEntry>>
{
    const string Insert = """
        WITH fresh AS (
            INSERT INTO inbox (message_id, consumer)
            SELECT message_id, 'batch' FROM unnest($1::uuid[]) AS message (message_id)
            ON CONFLICT DO NOTHING
            RETURNING message_id),
        entry AS (
            INSERT INTO entries (id, source, transaction_id, entry_date, description, posted_at)
            SELECT id, source, transaction_id, entry_date, description, clock_timestamp()
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::text[])
                     AS item (message_id, id, source, transaction_id, entry_date, description)
                 JOIN fresh USING (message_id)
            RETURNING id),
        line AS (
            INSERT INTO lines (entry_id, number, account, currency, amount, memo)
            SELECT item.entry_id, number, account, currency, amount, memo
            FROM unnest($7::uuid[], $8::integer[], $9::text[], $10::text[], $11::numeric[], $12::text[])
                     AS item (entry_id, number, account, currency, amount, memo)
                 JOIN entry ON entry.id = item.entry_id)
        SELECT count(*) FROM entry
        """;

    public async Task Consume(ConsumeContext<Batch<PostPlainEntry>> context)
    {
        var entries = context.Message.Select(message => message.Message).ToList();
        var lines = entries.SelectMany(entry => entry.Lines.Select((line, number) => (entry.EntryId, Number: number, Line: line))).ToList();
        await using var command = database.CreateCommand(Insert);
        void Add<T>(IEnumerable<T> column) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. column] });
        Add(context.Message.Select(message => message.MessageId!.Value));
        Add(entries.Select(entry => entry.EntryId));
        Add(entries.Select(entry => entry.Source));
        Add(entries.Select(entry => entry.TransactionId));
        Add(entries.Select(entry => entry.Date));
        Add(entries.Select(entry => entry.Description));
        Add(lines.Select(line => line.EntryId));
        Add(lines.Select(line => line.Number));
        Add(lines.Select(line => line.Line.Account));
        Add(lines.Select(line => line.Line.Currency));
        Add(lines.Select(line => line.Line.Amount));
        Add(lines.Select(line => line.Line.Memo));
        count.Add((long)(await command.ExecuteScalarAsync(context.CancellationToken))!);
    }
}
