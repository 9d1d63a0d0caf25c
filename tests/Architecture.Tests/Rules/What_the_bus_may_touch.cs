using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Rules;

[TestFixture]
public sealed class What_the_bus_may_touch
{
    const string MassTransit =
        "MassTransit|ConsumeContext|IBus|IBusControl|IPublishEndpoint|ISendEndpoint|ISendEndpointProvider|SendContext|PublishContext|ReceiveContext";

    const string RawBroker = "RabbitMQ|IChannel|IConnectionFactory|BasicDeliverEventArgs|QueueReader|Broker";

    static bool IsMessaging(SourceFile file) => file.Path.StartsWith("shared/Messaging/", StringComparison.Ordinal);

    static IEnumerable<SourceFile> Product => SourceFile.All.Where(file => !file.Path.StartsWith("tests/", StringComparison.Ordinal));

    static bool IsConsumer(SourceFile file) =>
        file.Name.EndsWith("Consumer", StringComparison.Ordinal) && file.Mentions("EnvelopeConsumer|IConsumer");

    static bool IsStateMachine(SourceFile file) =>
        file.Mentions("MassTransitStateMachine|SagaStateMachineInstance") && !file.Mentions("NpgsqlCommand|HttpClient");

    [Test]
    public void mass_transit_is_seen_only_by_consumers_state_machines_and_messaging() =>
        Breaches.None(
            Product
                .Where(file => file.Mentions(MassTransit) && !IsMessaging(file) && !IsConsumer(file) && !IsStateMachine(file))
                .Select(file => file.Path),
            "Services speak of consumers, state machines and the outbox; how the bus works is Messaging's own business."
        );

    [Test]
    public void the_broker_itself_is_seen_only_by_messaging_and_by_readers_of_foreign_queues() =>
        Breaches.None(
            Product
                .Where(file => file.Mentions(RawBroker) && !IsMessaging(file))
                .Where(file => !(file.Name.EndsWith("Queue", StringComparison.Ordinal) && file.Mentions("QueueReader")))
                .Where(file => !file.Path.StartsWith("shared/LocalServers/", StringComparison.Ordinal))
                .Where(file => !file.Path.StartsWith("services/CommandLine/", StringComparison.Ordinal))
                .Select(file => file.Path),
            "Only Messaging knows that there is a RabbitMQ; a reader of a queue that outsiders fill derives from QueueReader."
        );

    [Test]
    public void nothing_leaves_a_service_except_through_its_outbox() =>
        Breaches.None(
            Product
                .Where(file => !IsMessaging(file) && file.Mentions("BasicPublishAsync|IPublishEndpoint|ISendEndpointProvider|GetSendEndpoint"))
                .Where(file => !file.Path.StartsWith("services/CommandLine/", StringComparison.Ordinal))
                .Select(file => file.Path),
            "A message that is not in the outbox is lost by a crash, or sent for work that was never committed."
        );

    [Test]
    public void platforms_and_sources_see_neither_bus_nor_database() =>
        Breaches.None(
            from file in Product
            where file.Path.Contains("/Platforms/", StringComparison.Ordinal) || file.Path.Contains("/Sources/", StringComparison.Ordinal)
            where
                file.Mentions(MassTransit)
                || file.Mentions(RawBroker)
                || file.Mentions(@"AccountingSync\.(Messaging|Postgres|Contracts)|Npgsql\w*|Dapper|Session|Outbox")
            select file.Path,
            "A connector sees HTTP and the domain, so that it can be tested and replaced alone."
        );

    [Test]
    public void the_domain_is_never_reached_by_the_bus() =>
        Breaches.None(
            SourceFile.In("shared/Accounting").Where(file => file.Mentions(MassTransit) || file.Mentions("Npgsql\\w*")).Select(file => file.Path),
            "Decisions are pure."
        );
}
