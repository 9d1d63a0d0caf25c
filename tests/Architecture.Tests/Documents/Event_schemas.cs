using System.Text.Json;
using AccountingSync.Architecture.Tests.Reading;
using AccountingSync.Contracts;
using AccountingSync.Messaging;

namespace AccountingSync.Architecture.Tests.Documents;

/// <summary>docs/events holds the schema of every message as it was last agreed. A difference here means that the wire format
/// changes: UPDATE_SNAPSHOTS=1 writes the new ones, and the review shows what consumers have to bear.</summary>
[TestFixture]
public sealed class Event_schemas
{
    static readonly IReadOnlyList<Type> Messages = [.. Flow.All.Select(route => route.Key).OrderBy(type => type.Name, StringComparer.Ordinal)];

    static string PathOf(Type message) => $"docs/events/{message.Name}.json";

    [TestCaseSource(nameof(Messages))]
    public void are_current(Type message)
    {
        var schema = EventSchema.Of(message);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Checkout.Absolute("docs/events"));
            File.WriteAllText(Checkout.Absolute(PathOf(message)), schema);
        }
        Assert.That(File.Exists(Checkout.Absolute(PathOf(message))), $"{PathOf(message)} is missing. UPDATE_SNAPSHOTS=1 writes it.");
        Assert.That(schema, Is.EqualTo(File.ReadAllText(Checkout.Absolute(PathOf(message)))), "UPDATE_SNAPSHOTS=1 writes the new schema.");
    }

    [Test]
    public void are_there_for_the_messages_of_the_flow_and_for_no_others()
    {
        var kept = Directory.GetFiles(Checkout.Absolute("docs/events"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!);
        Assert.That(kept, Is.EquivalentTo(Messages.Select(message => message.Name)));
    }

    [Test]
    public void cover_every_message_of_the_contracts() =>
        Assert.That(
            typeof(IOwned).Assembly.GetExportedTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IOwned))),
            Is.SubsetOf(Messages),
            "A message that is not in Flow cannot be sent."
        );

    [TestCaseSource(nameof(Messages))]
    public void can_be_written_and_read(Type message) => Assert.That(MessageJson.Default.GetTypeInfo(message), Is.Not.Null, "Add it to MessageJson.");

    /// <summary>The schemas are only as true as their idea of how the bus writes things.</summary>
    [Test]
    public void describe_what_the_bus_writes()
    {
        var written = JsonSerializer.Serialize(
            new RejectedEntry
            {
                EntryId = Guid.Empty,
                Source = "till",
                TransactionId = "sale-1",
                Revision = 1,
                Reason = "because",
                RejectedAt = DateTimeOffset.UnixEpoch,
            },
            MessageJson.Default.RejectedEntry
        );
        var amount = JsonSerializer.Serialize(new TaxData("NY", "sales", 8.00m), MessageJson.Default.TaxData);
        Assert.Multiple(() =>
        {
            Assert.That(written, Does.Contain("\"transactionId\":\"sale-1\""), "names are in camel case");
            Assert.That(written, Does.Not.Contain("traceParent"), "what is null is left out");
            Assert.That(amount, Does.Contain("\"amount\":\"8.00\""), "amounts are texts and keep their scale");
        });
    }
}
