using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AccountingSync.Messaging;

/// <summary>Finds out whether the broker still has what was published to it. Each outbox leaves a durable exchange whose name
/// bears a random id; a broker that does not know it any more has lost its data, so everything unacknowledged is published again.</summary>
sealed class BrokerEpoch([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, MessagingOptions options, ILogger<BrokerEpoch> log)
    : IDisposable
{
    readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>The dispatchers take turns: the second one must find the exchange that the first one declares.</summary>
    public async Task Check(IConnection connection, CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            await CheckAlone(connection, stop);
        }
        finally
        {
            gate.Release();
        }
    }

    async Task CheckAlone(IConnection connection, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation: null, stop);
        if (await Current(session, stop) is { } known && await Knows(connection, known, stop))
            return;
        var epoch = Guid.CreateVersion7();
        var again = await OutboxRows.MakePublishedDue(session, stop);
        await Store(session, epoch, stop);
        await session.Commit(stop);
        // A crash here only means that the next start finds an unknown epoch and publishes again.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
        await channel.ExchangeDeclareAsync(Name(epoch), ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: stop);
        log.LogInformation("{Service} starts a new life of the broker; {Again} unacknowledged messages are published again", options.Service, again);
    }

    async Task<bool> Knows(IConnection connection, Guid epoch, CancellationToken stop)
    {
        // A failed passive declare closes its channel, so it gets one of its own.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
        try
        {
            await channel.ExchangeDeclarePassiveAsync(Name(epoch), stop);
            return true;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            return false;
        }
    }

    string Name(Guid epoch) => $"accountingsync.epoch.{options.Service}.{epoch:N}";

    static async Task<Guid?> Current(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT id FROM broker_epoch FOR UPDATE");
        return await command.ExecuteScalarAsync(stop) as Guid?;
    }

    static async Task Store(Session session, Guid epoch, CancellationToken stop)
    {
        await using var command = session.Command("INSERT INTO broker_epoch (id) VALUES ($1) ON CONFLICT (only_row) DO UPDATE SET id = excluded.id");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = epoch });
        await command.ExecuteNonQueryAsync(stop);
    }

    public void Dispose() => gate.Dispose();
}
