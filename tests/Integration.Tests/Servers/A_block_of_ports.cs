using System.Net;
using System.Net.Sockets;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Servers;

public sealed class A_block_of_ports
{
    [Test]
    public void belongs_to_one_system_only()
    {
        using var one = PortBlock.Claim(null);
        using var other = PortBlock.Claim(null);

        Assert.That(other.Base, Is.GreaterThan(one.Base));
        Assert.That(other.Epmd, Is.EqualTo(other.Base + 45));
    }

    [Test]
    public void is_free_again_after_use()
    {
        int first;
        using (var block = PortBlock.Claim(null))
            first = block.Base;

        using var again = PortBlock.Claim(null);

        Assert.That(again.Base, Is.EqualTo(first));
    }

    [Test]
    public void that_was_asked_for_names_the_port_in_the_way()
    {
        int wanted;
        using (var block = PortBlock.Claim(null))
            wanted = block.Base;
        using var inTheWay = new TcpListener(IPAddress.Loopback, wanted + 41);
        inTheWay.Start();

        Assert.That(() => PortBlock.Claim($"{wanted}"), Throws.InvalidOperationException.With.Message.Contains($"port {wanted + 41} is in use"));
    }

    [TestCase("many")]
    [TestCase("80")]
    [TestCase("70000")]
    public void must_be_a_number(string wanted) =>
        Assert.That(() => PortBlock.Claim(wanted), Throws.InvalidOperationException.With.Message.Contains(PortBlock.BaseVariable));
}
