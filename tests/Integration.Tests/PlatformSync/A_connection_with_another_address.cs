namespace AccountingSync.Integration.Tests.PlatformSync;

public sealed class A_connection_with_another_address
{
    [Test]
    public async Task is_written_to_there_without_a_restart()
    {
        await using var company = await Company.Open("moved");
        var service = await company.Start();
        await company.Connect(service, "moved-shop", new Uri("http://127.0.0.1:1/quickbooks/"));
        await company.Posted("moved-shop", "sale-1");
        await company.TriedInVain("moved-shop");

        await company.Connect(service, "moved-shop");

        await company.Written("moved-shop", 1);
        Assert.That(await company.Documents(), Has.Count.EqualTo(1));
    }
}
