using AccountingSync.Benchmarks.Sales;
using AccountingSync.Messaging;
using Dapper;
using MassTransit;
using Npgsql;

namespace AccountingSync.Benchmarks.Comparators;

public sealed record PlainLine(string Account, string Currency, decimal Amount, string? Memo);

/// <summary>One sale's entry in a message of its own.</summary>
public sealed record PostPlainEntry
{
    public required Guid EntryId { get; init; }
    public required string Source { get; init; }
    public required string TransactionId { get; init; }
    public required DateOnly Date { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyList<PlainLine> Lines { get; init; }

    internal static PostPlainEntry Of(Sale sale) =>
        new()
        {
            EntryId = Guid.CreateVersion7(sale.OccurredAt),
            Source = sale.Source,
            TransactionId = sale.Id,
            Date = DateOnly.FromDateTime(sale.OccurredAt.DateTime),
            Description = $"sale {sale.Source} {sale.Id}",
            Lines = [.. sale.Lines().Select(line => new PlainLine(line.Account, line.Currency, line.Amount, line.Memo))],
        };
}

/// <summary>What most teams write: a session per message, the inbox row, the entry, its lines, commit.</summary>
public sealed class PlainConsumer(NpgsqlDataSource database, PlainCount count) : IConsumer<PostPlainEntry>
{
    public async Task Consume(ConsumeContext<PostPlainEntry> context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(context.CancellationToken);
        var isNew = await connection.ExecuteAsync(
            "INSERT INTO inbox (message_id, consumer) VALUES (@MessageId, 'plain') ON CONFLICT DO NOTHING",
            new { context.MessageId },
            transaction
        );
        if (isNew == 0)
            return;
        var entry = context.Message;
        await connection.ExecuteAsync(
            """
            INSERT INTO entries (id, source, transaction_id, entry_date, description, posted_at)
            VALUES (@EntryId, @Source, @TransactionId, @Date, @Description, clock_timestamp())
            """,
            new
            {
                entry.EntryId,
                entry.Source,
                entry.TransactionId,
                Date = entry.Date.ToDateTime(TimeOnly.MinValue),
                entry.Description,
            },
            transaction
        );
        await connection.ExecuteAsync(
            "INSERT INTO lines (entry_id, number, account, currency, amount, memo) VALUES (@EntryId, @Number, @Account, @Currency, @Amount, @Memo)",
            entry.Lines.Select(
                (line, number) =>
                    new
                    {
                        entry.EntryId,
                        Number = number,
                        line.Account,
                        line.Currency,
                        line.Amount,
                        line.Memo,
                    }
            ),
            transaction
        );
        await transaction.CommitAsync(context.CancellationToken);
        Failpoint.Hit("plain.stored");
        count.Add();
    }
}

/// <summary>How many entries were committed.</summary>
public sealed class PlainCount
{
    long value;

    public long Value => Interlocked.Read(ref value);

    internal void Add(long entries = 1) => Interlocked.Add(ref value, entries);
}
