using AccountingSync.PlatformSync.Connect;

namespace AccountingSync.Services.Tests.Platforms.Tryton;

public class A_connection_to_tryton
{
    static readonly Dictionary<string, string> Complete = new()
    {
        ["base_address"] = "https://tryton.test/",
        ["database"] = "books",
        ["user"] = "bridge",
        ["journal"] = "ASYNC",
    };

    [Test]
    public void needs_no_more_than_address_database_user_and_journal() => Assert.That(PlatformFactory.Problem("tryton", Complete), Is.Null);

    [TestCase("base_address")]
    [TestCase("database")]
    [TestCase("user")]
    [TestCase("journal")]
    public void is_refused_without_one_of_them(string missing)
    {
        var settings = Complete.Where(setting => setting.Key != missing).ToDictionary();

        Assert.That(PlatformFactory.Problem("tryton", settings), Is.EqualTo($"A connection to tryton needs the setting '{missing}'."));
    }

    [TestCase("tryton.test")]
    [TestCase("https://tryton.test/proxy")]
    public void is_refused_with_an_address_that_calls_cannot_be_put_behind(string address) =>
        Assert.That(
            PlatformFactory.Problem("tryton", new Dictionary<string, string>(Complete) { ["base_address"] = address }),
            Does.Contain("with a slash at its end").And.Contain(address)
        );
}
