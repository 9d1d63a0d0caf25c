using System.Text.Json;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using MassTransit;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Integration.Tests.Messaging;

/// <summary>What a witness stumbles over, settable while it runs.</summary>
sealed class Faults
{
    /// <summary>Items whose JSON holds this text cannot be processed.</summary>
    public string? Poison { get; set; }

    /// <summary>The statement that fails then; null for an exception of the consumer's own.</summary>
    public string? FailingSql { get; set; }

    public async Task Strike(string json, Session session, CancellationToken stop)
    {
        if (Poison is null || !json.Contains(Poison))
            return;
        if (FailingSql is null)
            throw new InvalidDataException($"Nobody can read {Poison}.");
        await using var command = session.Command(FailingSql);
        await command.ExecuteNonQueryAsync(stop);
    }
}

/// <summary>Writes down every item of the envelopes that it gets.</summary>
sealed class EnvelopeWitness<TEnvelope, TItem>(Session session, Outbox outbox, Faults faults, ILogger<EnvelopeWitness<TEnvelope, TItem>> log)
    : EnvelopeConsumer<TEnvelope, TItem>(session, outbox, log)
    where TEnvelope : class, IEnvelope<TItem>
{
    protected override async Task Handle(string organisation, IReadOnlyList<TItem> items, CancellationToken stop)
    {
        foreach (var item in items)
        {
            var json = JsonSerializer.Serialize(item);
            await faults.Strike(json, Session, stop);
            await Seen.Write(Session, typeof(TEnvelope).Name, organisation, json, stop, Outbox.Lane);
        }
    }
}

/// <summary>Writes down every message that it gets.</summary>
sealed class Witness<T>(Session session, Faults faults) : IConsumer<T>
    where T : class
{
    public async Task Consume(ConsumeContext<T> context)
    {
        var json = JsonSerializer.Serialize(context.Message);
        await faults.Strike(json, session, context.CancellationToken);
        await Seen.Write(session, typeof(T).Name, (context.Message as IOwned)?.Organisation ?? "", json, context.CancellationToken);
    }
}

static class Seen
{
    public static async Task Write(Session session, string message, string organisation, string json, CancellationToken stop, Lane? lane = null)
    {
        await using var command = session.Command("INSERT INTO seen (message, organisation, item, lane) VALUES ($1, $2, $3::jsonb, $4)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = message });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = json });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)lane?.ToString() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(stop);
    }
}
