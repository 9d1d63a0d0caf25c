using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.PlatformSync;

/// <summary>Its machine pauses between noting a push and sending it, the database forgets it, another process takes over; then it
/// goes on as if nothing had been.</summary>
[Parallelizable]
public sealed class A_sender_that_was_taken_for_dead
{
    const string Shop = "corner-shop";

    [TestCase("push.intent-stored")]
    [TestCase("push.answered")]
    public async Task writes_nothing_twice_and_does_not_overrule_its_successor(string standsAt)
    {
        await using var company = await Company.Open("zombie");
        var setUp = await company.Start();
        await company.Connect(setUp, Shop);
        await company.Office.Stop(setUp);
        await using var zombie = await company.StartProcess($"{standsAt}:1:freeze");
        await company.Posted(Shop, "sale-1", "sale-2", "sale-3");
        await Eventually.That(() => Task.FromResult(ProcessTable.IsFrozen(zombie.Pid)), Is.True, "The pause");

        await company.ForgetConnections();
        await company.Start();
        await company.Written(Shop, 3);
        zombie.Thaw();
        // It learns it either from what it records, or before that from a connection that is no more.
        await Eventually.That(
            () => Task.FromResult(zombie.OwnLog()),
            Does.Contain("came too late").Or.Contain($"Pushing to quickbooks of {Shop} pauses"),
            "The zombie's own answers"
        );

        Assert.That(await company.Documents(), Is.Unique.And.Count.EqualTo(3));
        Assert.That(await company.Pushes(Shop, "written"), Is.EqualTo(3));
        await Eventually.That(() => company.Office.Read<long>("SELECT count(*) FROM platform.saga"), Is.Zero, "No saga without an end");
    }
}
