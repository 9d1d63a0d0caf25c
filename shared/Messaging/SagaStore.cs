using System.Text.Json;
using AccountingSync.Postgres;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Messaging;

/// <summary>Keeps state machines in the service's own schema, in the message's session: state, inbox and what the machine
/// publishes commit together. A row lock makes the events of one instance take turns.</summary>
sealed class SagaStore<TSaga>(Session session, ISagaConsumeContextFactory<Session, TSaga> factory) : ISagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISaga
{
    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class => next.Send(new SagaStoreContext<TSaga, T>(context, session, factory));

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class => throw new NotSupportedException("Sagas are found by their correlation id: use CorrelateById.");

    public void Probe(ProbeContext context) => context.Add("persistence", "postgres");
}

sealed class SagaStoreContext<TSaga, T>(ConsumeContext<T> context, Session session, ISagaConsumeContextFactory<Session, TSaga> factory)
    : ConsumeContextScope<T>(context),
        SagaRepositoryContext<TSaga, T>
    where TSaga : class, ISaga
    where T : class
{
    readonly ConsumeContext<T> consumeContext = context;

    public Task<SagaConsumeContext<TSaga, T>> Add(TSaga instance) =>
        factory.CreateSagaConsumeContext(session, consumeContext, instance, SagaConsumeContextMode.Add);

    public async Task<SagaConsumeContext<TSaga, T>> Insert(TSaga instance) =>
        await SagaRows<TSaga>.Insert(session, instance, CancellationToken)
            ? await factory.CreateSagaConsumeContext(session, consumeContext, instance, SagaConsumeContextMode.Insert)
            : null!;

    public async Task<SagaConsumeContext<TSaga, T>> Load(Guid correlationId)
    {
        var instance = await SagaRows<TSaga>.Load(session, correlationId, CancellationToken);
        Failpoint.Hit("saga.loaded");
        // MassTransit's contract: null where there is none.
        return instance is null ? null! : await factory.CreateSagaConsumeContext(session, consumeContext, instance, SagaConsumeContextMode.Load);
    }

    public async Task Save(SagaConsumeContext<TSaga> context)
    {
        // Two first events at once: the loser is tried again and then finds the winner's row.
        if (!await SagaRows<TSaga>.Insert(session, context.Saga, CancellationToken))
            throw new ConcurrencyException(typeof(TSaga), context.Saga.CorrelationId);
    }

    public Task Update(SagaConsumeContext<TSaga> context) => SagaRows<TSaga>.Update(session, context.Saga, CancellationToken);

    public Task Delete(SagaConsumeContext<TSaga> context) => SagaRows<TSaga>.Delete(session, context.Saga.CorrelationId, CancellationToken);

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<TSaga, TMessage>> CreateSagaConsumeContext<TMessage>(
        ConsumeContext<TMessage> context,
        TSaga instance,
        SagaConsumeContextMode mode
    )
        where TMessage : class => factory.CreateSagaConsumeContext(session, context, instance, mode);
}

/// <summary>Two first events of one instance came at once.</summary>
sealed class ConcurrencyException(Type saga, Guid id) : Exception($"{saga.Name} {id} was started twice at the same time.");

/// <summary>The statements on the saga table.</summary>
static class SagaRows<TSaga>
    where TSaga : class, ISaga
{
    static readonly string Type = typeof(TSaga).Name;

    public static async Task<bool> Insert(Session session, TSaga instance, CancellationToken stop)
    {
        await using var command = session.Command("INSERT INTO saga (type, id, version, data) VALUES ($1, $2, 1, $3) ON CONFLICT DO NOTHING");
        Bind(command, instance.CorrelationId);
        command.Parameters.Add(Json(instance));
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    public static async Task<TSaga?> Load(Session session, Guid id, CancellationToken stop)
    {
        await using var command = session.Command("SELECT data::text FROM saga WHERE type = $1 AND id = $2 FOR UPDATE");
        Bind(command, id);
        return await command.ExecuteScalarAsync(stop) is string json ? JsonSerializer.Deserialize<TSaga>(json) : null;
    }

    public static async Task Update(Session session, TSaga instance, CancellationToken stop)
    {
        await using var command = session.Command(
            "UPDATE saga SET data = $3, version = version + 1, updated_at = clock_timestamp() WHERE type = $1 AND id = $2"
        );
        Bind(command, instance.CorrelationId);
        command.Parameters.Add(Json(instance));
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task Delete(Session session, Guid id, CancellationToken stop)
    {
        await using var command = session.Command("DELETE FROM saga WHERE type = $1 AND id = $2");
        Bind(command, id);
        await command.ExecuteNonQueryAsync(stop);
    }

    static void Bind(NpgsqlCommand command, Guid id)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Type });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
    }

    static NpgsqlParameter Json(TSaga instance) => new() { Value = JsonSerializer.Serialize(instance), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
