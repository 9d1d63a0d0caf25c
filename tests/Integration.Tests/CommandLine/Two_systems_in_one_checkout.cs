using AccountingSync.CommandLine.Reach;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.CommandLine;

public class Two_systems_in_one_checkout
{
    [Test]
    public async Task are_refused_as_long_as_the_first_one_runs()
    {
        var installation = new Installation(TestServers.DirectoryFor("checkout"));
        await using var first = installation.TryHold();

        var second = await new Terminal(installation).Types("run", "--no-demo");

        Assert.That(second.Code, Is.EqualTo(2));
        Assert.That(second.Errors, Does.Contain("runs").And.Contain(installation.Root));
    }

    [Test]
    public async Task are_not_feared_because_of_a_file_that_a_crash_left_behind()
    {
        var installation = new Installation(TestServers.DirectoryFor("checkout"));
        await using (installation.TryHold())
            new SystemFile
            {
                ProcessId = Environment.ProcessId, // Alive, as a number that was given out again would be.
                Ingestion = new Uri("http://127.0.0.1:1/"),
                Console = new Uri("http://127.0.0.1:1/"),
                Sandbox = new Uri("http://127.0.0.1:1/"),
                Services = new Dictionary<string, Uri>(),
                InternalToken = "x",
            }.Write(installation.Directory);

        Assert.That(installation.Running(), Is.Null);
        await using var next = installation.TryHold();
        Assert.That(next, Is.Not.Null);
    }
}
