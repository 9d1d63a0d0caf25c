using System.Security.Authentication;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Middleware;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccountingSync.Messaging;

/// <summary>What a service reads from the bus: which consumers on which of its queues.</summary>
public sealed class MessagingSetup
{
    readonly List<Reader> readers = [];

    sealed record Reader(
        string Queue,
        Action<IBusRegistrationConfigurator> Register,
        Action<IRegistrationContext, IReceiveEndpointConfigurator, MessagingOptions> Configure
    );

    /// <param name="atOnce">Sessions at the same time; as many as for envelopes when not given.</param>
    public MessagingSetup Read<TConsumer>(string queue, int? atOnce = null)
        where TConsumer : class, IConsumer
    {
        readers.Add(
            new Reader(
                queue,
                bus => bus.AddConsumer<TConsumer>(),
                (context, endpoint, options) =>
                    endpoint.ConfigureConsumer<TConsumer>(context, consumer => consumer.UseConcurrentMessageLimit(atOnce ?? options.Concurrency))
            )
        );
        return this;
    }

    /// <summary>Envelopes that wait together are consumed in one session; those of the batch lane, if there is one for them, apart.</summary>
    /// <param name="maxItems">What a session takes at most, unless one envelope alone has more.</param>
    /// <param name="apart">How far apart the sessions of an organisation are at the least, where what they do is not urgent.</param>
    public MessagingSetup Read<TConsumer, TEnvelope, TItem>(string queue, int maxItems = 500, TimeSpan apart = default)
        where TConsumer : EnvelopeConsumer<TEnvelope, TItem>
        where TEnvelope : class, IEnvelope<TItem>
    {
        readers.Add(
            new Reader(
                queue,
                bus =>
                {
                    bus.AddScoped<TConsumer>();
                    bus.AddSingleton(services =>
                        ActivatorUtilities.CreateInstance<EnvelopeReader<TConsumer, TEnvelope, TItem>>(services, maxItems, apart)
                    );
                    bus.AddConsumer<EnvelopeReceiver<TConsumer, TEnvelope, TItem>>();
                },
                (context, endpoint, _) => endpoint.ConfigureConsumer<EnvelopeReceiver<TConsumer, TEnvelope, TItem>>(context)
            )
        );
        if (Flow.HasBatchLane(typeof(TEnvelope)))
            readers.Add(
                new Reader(
                    Queues.Batch(queue),
                    bus =>
                    {
                        bus.AddSingleton<BatchReader<TConsumer, TEnvelope, TItem>>();
                        bus.AddConsumer<BatchReceiver<TConsumer, TEnvelope, TItem>>();
                    },
                    (context, endpoint, _) => endpoint.ConfigureConsumer<BatchReceiver<TConsumer, TEnvelope, TItem>>(context)
                )
            );
        return this;
    }

    /// <summary>Runs a state machine whose instances are stored in the service's own schema.</summary>
    public MessagingSetup Run<TMachine, TState>(string queue)
        where TMachine : class, SagaStateMachine<TState>
        where TState : class, SagaStateMachineInstance
    {
        readers.Add(
            new Reader(
                queue,
                bus =>
                    bus.AddSagaStateMachine<TMachine, TState>()
                        .Repository(repository =>
                            repository.RegisterSagaRepository<TState, Session, SagaConsumeContextFactory<Session, TState>, SagaStore<TState>>()
                        ),
                (context, endpoint, options) => endpoint.ConfigureSaga<TState>(context, saga => saga.UseConcurrentMessageLimit(options.Concurrency))
            )
        );
        return this;
    }

    internal void Register(IBusRegistrationConfigurator bus)
    {
        foreach (var reader in readers)
            reader.Register(bus);
    }

    internal void Configure(IRegistrationContext context, IRabbitMqBusFactoryConfigurator bus, MessagingOptions options)
    {
        foreach (var queue in readers.GroupBy(reader => reader.Queue))
            bus.ReceiveEndpoint(
                queue.Key,
                endpoint =>
                {
                    // The dispatcher sends straight to the queue; no exchange of a message type is bound to it.
                    endpoint.ConfigureConsumeTopology = false;
                    endpoint.PublishFaults = false;
                    endpoint.PrefetchCount = options.Prefetch;
                    // As many as are prefetched wait together for a turn.
                    endpoint.ConcurrentMessageLimit = options.Prefetch;
                    // Retry stands outside the session, so that each try begins a fresh one. What may pass is tried until it does:
                    // a database that restarts must not fill the error queue.
                    endpoint.UseMessageRetry(retry =>
                    {
                        retry.Handle<Exception>(fault => DatabaseFaults.MayPass(fault) || fault is ConcurrencyException);
                        retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200));
                    });
                    var sessions = new OutboxConsumePipeSpecificationObserver<Session>(endpoint, context);
                    endpoint.ConnectConsumerConfigurationObserver(new AroundSingleMessages(sessions));
                    endpoint.ConnectSagaConfigurationObserver(sessions);
                    foreach (var reader in queue)
                        reader.Configure(context, endpoint, options);
                }
            );
    }

    /// <summary>Puts <see cref="SessionFilter"/> around the consumers of single messages. Envelopes have a session of their own.</summary>
    sealed class AroundSingleMessages(IConsumerConfigurationObserver inner) : IConsumerConfigurationObserver
    {
        public void ConsumerConfigured<TConsumer>(IConsumerConfigurator<TConsumer> configurator)
            where TConsumer : class
        {
            if (!ReceivesEnvelopes(typeof(TConsumer)))
                inner.ConsumerConfigured(configurator);
        }

        public void ConsumerMessageConfigured<TConsumer, TMessage>(IConsumerMessageConfigurator<TConsumer, TMessage> configurator)
            where TConsumer : class
            where TMessage : class
        {
            if (!ReceivesEnvelopes(typeof(TConsumer)))
                inner.ConsumerMessageConfigured(configurator);
        }

        static bool ReceivesEnvelopes(Type consumer) =>
            consumer.IsGenericType
            && (
                consumer.GetGenericTypeDefinition() == typeof(EnvelopeReceiver<,,>)
                || consumer.GetGenericTypeDefinition() == typeof(BatchReceiver<,,>)
            );
    }
}

public static class MessagingRegistration
{
    /// <summary>Outbox, inbox, dispatcher, receipts and the service's readers. Needs <see cref="Database.AddPostgres"/>.</summary>
    public static void AddMessaging(this IHostApplicationBuilder builder, string service, Action<MessagingSetup> setUp)
    {
        var options = MessagingOptions.From(builder.Configuration, service);
        var setup = new MessagingSetup();
        setUp(setup);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<Broker>();
        services.AddSingleton<BrokerEpoch>();
        services.AddSingleton<FreshMessages>();
        services.AddSingleton<ConsumerTurns>();
        services.AddSingleton<BatchPace>();
        services.AddScoped<Outbox>();
        services.AddScoped<IOutboxContextFactory<Session>, SessionFilter>();
        Host<WakeUp>(services);
        Host<ReceiptSender>(services);
        services.AddHostedService<FreshPublisher>();
        services.AddHostedService<OutboxDispatcher>();
        services.AddHostedService<ReceiptReader>();
        services.AddHostedService<Retention>();
        services.AddHostedService<OutboxGauge>();
        services.AddSingleton<DeadLetters>();
        services.AddMassTransit(bus =>
        {
            // It would tell its makers how it is used. Nothing of an installation leaves it unasked.
            bus.DisableUsageTelemetry();
            setup.Register(bus);
            bus.UsingRabbitMq(
                (context, rabbit) =>
                {
                    Connect(rabbit, options);
                    rabbit.ClearSerialization();
                    rabbit.AddDeserializer(new MessageForm(), isDefault: true);
                    rabbit.AddSerializer(new MessageForm());
                    setup.Configure(context, rabbit, options);
                }
            );
        });
        // Readers start when the broker is there; a service must come up and answer its health check without it.
        services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = false);
    }

    static void Host<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }

    static void Connect(IRabbitMqBusFactoryConfigurator rabbit, MessagingOptions options)
    {
        var user = options.Broker.UserInfo.Split(':', 2);
        rabbit.Host(
            options.Broker.Host,
            (ushort)options.Broker.Port,
            Uri.UnescapeDataString(options.Broker.AbsolutePath.Trim('/')) is { Length: > 0 } virtualHost ? virtualHost : "/",
            options.Service,
            host =>
            {
                host.Username(Uri.UnescapeDataString(user[0]));
                host.Password(Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? string.Empty));
                if (options.Broker.Scheme == "amqps")
                    host.UseSsl(tls =>
                    {
                        tls.ServerName = options.Broker.Host;
                        tls.Protocol = SslProtocols.Tls12 | SslProtocols.Tls13;
                        tls.CertificateValidationCallback = Broker.CertificateCheck(options.CaFile);
                    });
            }
        );
    }
}
