using System.Text.Json;
using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;

namespace AccountingSync.Architecture.Tests.Deployment;

/// <summary>deploy/rabbitmq/definitions.json against the flow: enough to work, and not more.</summary>
[TestFixture]
public sealed class The_brokers_permissions
{
    static readonly JsonElement Definitions = JsonDocument.Parse(Checkout.Read("deploy/rabbitmq/definitions.json")).RootElement;

    static readonly Dictionary<string, string[]> QueuesOf = new(StringComparer.Ordinal)
    {
        ["ingestion"] = [Queues.Ingestion, Queues.SourceCorrections, "accountingsync.inbound", "accountingsync.corrections.answers"],
        ["transformation"] = [Queues.Transformation, Queues.Batch(Queues.Transformation)],
        ["ledger-writer"] = [Queues.LedgerWriter, Queues.Batch(Queues.LedgerWriter)],
        ["platform-sync"] = [Queues.PlatformSync, Queues.Batch(Queues.PlatformSync), Queues.PushOutcomes],
        ["reconciliation"] = [Queues.Reconciliation, Queues.Batch(Queues.Reconciliation)],
    };

    static IEnumerable<string> Services => QueuesOf.Keys;

    static readonly string[] Companions = ["", "_error", "_skipped", ".rejected"];

    static bool May(string user, string what, string name) =>
        Regex.IsMatch(
            name,
            Definitions
                .GetProperty("permissions")
                .EnumerateArray()
                .Single(entry => entry.GetProperty("user").GetString() == user)
                .GetProperty(what)
                .GetString()!
        );

    [Test]
    public void are_there_for_every_service_that_speaks_to_the_broker() =>
        Assert.Multiple(() =>
        {
            Assert.That(Services, Is.EquivalentTo(ServiceList.All.Where(service => service.Role is not null).Select(service => service.Name)));
            Assert.That(QueuesOf.Values.SelectMany(queues => queues), Is.SupersetOf(Flow.AllQueues));
            Assert.That(
                Definitions.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("name").GetString()),
                Is.EquivalentTo(Services.Append("gateway-acme"))
            );
        });

    [TestCaseSource(nameof(Services))]
    public void suffice_for_the_service(string service) =>
        Assert.Multiple(() =>
        {
            // The dispatcher declares what it may send to, its receipts and its sign of the broker's life.
            foreach (var queue in Flow.AllQueues.Append($"{service}.receipts").Append($"accountingsync.epoch.{service}.0190c5b1d7a57f3d"))
                Assert.That(May(service, "configure", queue), $"configure {queue}");
            Assert.That(May(service, "write", "amq.default"), "publish straight to a queue");
            Assert.That(May(service, "read", $"{service}.receipts"), "read receipts");
            foreach (var queue in QueuesOf[service].SelectMany(queue => Companions.Select(companion => queue + companion)))
            foreach (var what in new[] { "configure", "write", "read" })
                Assert.That(May(service, what, queue), $"{what} {queue}");
        });

    [Test]
    public void let_ingestion_alone_tell_systems_of_ones_own() =>
        Assert.That(
            Services.Where(service => May(service, "write", "accountingsync.corrections") && May(service, "configure", "accountingsync.corrections")),
            Is.EqualTo(["ingestion"])
        );

    [TestCaseSource(nameof(Services))]
    public void go_no_further_than_its_own_queues(string service) =>
        Assert.Multiple(() =>
        {
            foreach (var other in Services.Where(other => other != service))
            {
                Assert.That(May(service, "read", $"{other}.receipts"), Is.False);
                Assert.That(May(service, "configure", $"accountingsync.epoch.{other}.0190c5b1d7a57f3d"), Is.False);
                foreach (var queue in QueuesOf[other].SelectMany(queue => Companions.Select(companion => queue + companion)))
                {
                    Assert.That(May(service, "read", queue), Is.False, $"read {queue}");
                    Assert.That(May(service, "write", queue), Is.False, $"write {queue}");
                }
            }
            foreach (var exchange in new[] { "amq.topic", "amq.direct", "amq.fanout", "anything" })
                Assert.That(May(service, "write", exchange) || May(service, "configure", exchange), Is.False, exchange);
        });

    [Test]
    public void let_a_gateway_publish_for_its_own_organisation_alone()
    {
        var topic = Definitions.GetProperty("topic_permissions").EnumerateArray().Single();
        var write = topic.GetProperty("write").GetString()!;
        Assert.Multiple(() =>
        {
            Assert.That(May("gateway-acme", "write", "accountingsync.inbound"));
            Assert.That(
                May("gateway-acme", "write", "amq.default")
                    || May("gateway-acme", "read", "accountingsync.inbound")
                    || May("gateway-acme", "configure", "x"),
                Is.False
            );
            Assert.That(topic.GetProperty("exchange").GetString(), Is.EqualTo("accountingsync.inbound"));
            Assert.That(Regex.IsMatch("acme.till", write) && !Regex.IsMatch("acme-other.till", write) && !Regex.IsMatch("other.acme.till", write));
        });
    }

    [Test]
    public void make_no_administrator_and_hold_no_password() =>
        Assert.That(
            Definitions.GetProperty("users").EnumerateArray(),
            Has.All.Matches<JsonElement>(user =>
                user.GetProperty("tags").GetArrayLength() == 0 && Regex.IsMatch(user.GetProperty("password_hash").GetString()!, "^@[a-z-]+@$")
            )
        );
}
