using AccountingSync.CommandLine.Reach;

namespace AccountingSync.Integration.Tests.CommandLine;

public class Commands_that_cannot_be_done
{
    static Terminal InAnEmptyCheckout => new(new Installation(TestServers.DirectoryFor("checkout")));

    [TestCase("fly")]
    [TestCase("trial-balance", "--as-of", "yesterday")]
    [TestCase("keys", "add")]
    [TestCase("keys", "add", "till", "--role", "king")]
    [TestCase("run", "--once", "--no-demo")]
    [TestCase("trace")]
    [TestCase("dead-letters", "replay", "--all", "--url", "http://127.0.0.1:1/")]
    [TestCase("dead-letters", "list", "--all", "--organisation", "shop")]
    public async Task answer_2_with_one_line_when_they_are_not_understood(params string[] words)
    {
        var ran = await InAnEmptyCheckout.Types(words);

        Assert.That(ran.Code, Is.EqualTo(2), ran.Errors);
        Assert.That(ran.Errors, Does.StartWith("acsync: ").And.Not.Contain("   at "));
        Assert.That(ran.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(ran.Output, Is.Empty);
    }

    [Test]
    public async Task say_how_to_start_a_system_when_none_runs()
    {
        var ran = await InAnEmptyCheckout.Types("organisations", "list");

        Assert.That(ran.Code, Is.EqualTo(2));
        Assert.That(ran.Errors, Does.Contain("./run").And.Contain("--url"));
    }

    [Test]
    public async Task name_the_address_that_does_not_answer()
    {
        var ran = await InAnEmptyCheckout.Types("trial-balance", "--url", "http://127.0.0.1:1/", "--key", "acs_x");

        Assert.That(ran.Code, Is.EqualTo(2));
        Assert.That(ran.Errors, Does.Contain("http://127.0.0.1:1/"));
    }

    [Test]
    public async Task want_a_key_for_an_address()
    {
        var ran = await InAnEmptyCheckout.Types("held", "list", "--url", "http://127.0.0.1:1/");

        Assert.That((ran.Code, ran.Errors), Is.EqualTo((2, $"acsync: --url needs --key.{Environment.NewLine}")));
    }
}
