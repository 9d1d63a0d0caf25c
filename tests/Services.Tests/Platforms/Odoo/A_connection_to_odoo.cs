using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.Odoo;

public class A_connection_to_odoo
{
    static readonly Dictionary<string, string> Complete = new()
    {
        ["base_address"] = "https://odoo.test/",
        ["database"] = "books",
        ["journal"] = "MISC",
    };

    [Test]
    public void needs_no_more_than_address_database_and_journal() => Assert.That(PlatformFactory.Problem("odoo", Complete), Is.Null);

    [TestCase("base_address")]
    [TestCase("database")]
    [TestCase("journal")]
    public void is_refused_without_one_of_them(string missing)
    {
        var settings = Complete.Where(setting => setting.Key != missing).ToDictionary();

        Assert.That(PlatformFactory.Problem("odoo", settings), Is.EqualTo($"A connection to odoo needs the setting '{missing}'."));
    }

    [TestCase("base_address", "https://odoo.test/proxy", "with a slash at its end")]
    [TestCase("protocol", "xml-rpc", "must be one of json-2, json-rpc; it is 'xml-rpc'")]
    [TestCase("protocol", "json-rpc", "by json-rpc needs the setting 'user'")]
    public void is_refused_with_what_cannot_work(string setting, string value, string problem) =>
        Assert.That(PlatformFactory.Problem("odoo", new Dictionary<string, string>(Complete) { [setting] = value }), Does.Contain(problem));

    [Test]
    public void works_by_json_rpc_with_a_user() =>
        Assert.That(
            PlatformFactory.Problem("odoo", new Dictionary<string, string>(Complete) { ["protocol"] = "json-rpc", ["user"] = "bridge" }),
            Is.Null
        );

    [Test]
    public async Task takes_a_key_that_was_stored_when_the_old_one_is_refused()
    {
        await using var database = await SandboxDatabase.Start();
        database.Keys.Clear();
        database.Keys.Enqueue("expired");
        database.Keys.Enqueue(SandboxDatabase.Key);

        var outcomes = await database.Platform.Write([PlatformEntries.Sale("s-1")], CancellationToken.None);

        Assert.That(outcomes[0], Is.InstanceOf<WriteOutcome.Created>());
    }
}
