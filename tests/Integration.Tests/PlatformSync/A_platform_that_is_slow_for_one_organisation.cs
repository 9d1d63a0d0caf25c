using System.Net;
using System.Net.Sockets;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.PlatformSync;

public sealed class A_platform_that_is_slow_for_one_organisation
{
    const int Others = 12;

    [Test]
    public async Task delays_no_other()
    {
        await using var company = await Company.Open("slow");
        var service = await company.Start();
        using var silence = new TcpListener(IPAddress.Loopback, 0);
        silence.Start();
        await company.Connect(service, "slow-shop", new Uri($"http://127.0.0.1:{((IPEndPoint)silence.LocalEndpoint).Port}/quickbooks/"));
        foreach (var other in Enumerable.Range(1, Others))
            await company.Connect(service, $"shop-{other}");
        await company.Posted("slow-shop", "hanging");
        // It takes the request and never answers.
        using var hanging = await silence.AcceptTcpClientAsync();

        foreach (var other in Enumerable.Range(1, Others))
            await company.Posted($"shop-{other}", [.. Enumerable.Range(0, 30).Select(number => $"sale-{number}")]);
        foreach (var other in Enumerable.Range(1, Others))
            await company.Written($"shop-{other}", 30);

        Assert.That(await company.Pushes("slow-shop", "sending"), Is.EqualTo(1), "the slow one still hangs");
        Assert.That(await company.Documents(), Is.Unique.And.Count.EqualTo(Others * 30));
    }
}
