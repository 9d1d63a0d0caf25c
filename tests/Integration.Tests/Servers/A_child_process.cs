using System.Diagnostics;
using System.Globalization;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Servers;

public sealed class A_child_process
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    string directory = "";

    [OneTimeSetUp]
    public void MakeDirectory() => directory = TestServers.DirectoryFor("children");

    [Test]
    public async Task has_the_process_id_of_the_program_itself()
    {
        await using var child = await ChildProcess.StartAsync(Shell("own-id", "echo pid $$; exec sleep 1000"));

        await child.WaitForLogAsync($"pid {child.Pid}\n", Limit);
    }

    [Test]
    public async Task stops_when_it_is_disposed()
    {
        var child = await ChildProcess.StartAsync(Shell("stops", "trap 'echo asked; exit 0' TERM; echo ready; while :; do sleep 0.05; done"));
        await child.WaitForLogAsync("ready", Limit);

        await child.DisposeAsync();

        Assert.That(ProcessTable.IsAlive(child.Pid), Is.False);
        Assert.That(child.OwnLog(), Does.Contain("asked"));
    }

    [Test]
    public async Task is_killed_when_it_does_not_stop_in_time()
    {
        var spec = Shell("stubborn", "trap '' TERM; echo ready; while :; do sleep 0.05; done") with { StopTimeout = TimeSpan.FromSeconds(0.3) };
        var child = await ChildProcess.StartAsync(spec);
        await child.WaitForLogAsync("ready", Limit);

        await child.DisposeAsync();

        Assert.That(ProcessTable.IsAlive(child.Pid), Is.False);
    }

    [Test]
    public async Task dies_when_the_process_that_holds_its_input_is_killed()
    {
        // A shell stands for the process that starts servers: nothing of it runs after SIGKILL, only the kernel closes its pipe.
        var ids = Path.Combine(directory, "orphan-id");
        var spec = Shell("orphan", $"echo $$ >'{ids}'; exec sleep 1000");
        using var holder = Process.Start(
            "/bin/sh",
            [
                "-c",
                "pipe=$1; shift; mkfifo \"$pipe\"; \"$@\" <\"$pipe\" & exec 9>\"$pipe\"; exec sleep 1000",
                "holder",
                Path.Combine(directory, "pipe"),
                .. ChildProcess.CommandFor(spec),
            ]
        );
        Assert.That(() => File.Exists(ids) && File.ReadAllText(ids).EndsWith('\n'), Is.True.After(10_000, 20));
        var orphan = int.Parse(await File.ReadAllTextAsync(ids), CultureInfo.InvariantCulture);
        Assert.That(ProcessTable.IsAlive(orphan), Is.True);

        holder.Kill();

        Assert.That(() => ProcessTable.IsAlive(orphan), Is.False.After(10_000, 20));
    }

    [Test]
    public async Task can_be_killed_and_started_again()
    {
        var spec = Shell("again", "echo here; exec sleep 1000");
        var first = await ChildProcess.StartAsync(spec);
        await first.WaitForLogAsync("here", Limit);
        first.Kill();
        Assert.That(first.HasExited, Is.True);

        await using var second = await ChildProcess.StartAsync(spec);

        await second.WaitForLogAsync("here", Limit);
        Assert.That(second.Pid, Is.Not.EqualTo(first.Pid));
        await first.DisposeAsync();
    }

    [Test]
    [Repeat(50)]
    public async Task may_end_at_the_moment_it_is_disposed()
    {
        var child = await ChildProcess.StartAsync(Shell("at-once", "exec sleep 1000"));

        child.Kill();
        await child.DisposeAsync();

        Assert.That(ProcessTable.IsAlive(child.Pid), Is.False);
    }

    [Test]
    public async Task is_not_started_twice_on_the_same_pid_file()
    {
        var spec = Shell("single", "exec sleep 1000") with { PidFile = Path.Combine(directory, "single.pid"), StopTimeout = TimeSpan.Zero };
        await using var first = await ChildProcess.StartAsync(spec);

        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        Assert.That(async () => await ChildProcess.StartAsync(spec, impatient.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task that_ends_early_is_reported_with_its_last_words()
    {
        await using var child = await ChildProcess.StartAsync(Shell("ends", "echo no luck today >&2; exit 7"));

        Assert.That(
            async () => await child.WaitForPortAsync(FreePort.Next(), Limit),
            Throws.InvalidOperationException.With.Message.Contains("code 7").And.Message.Contains("no luck today")
        );
    }

    ChildSpec Shell(string name, string script) =>
        new()
        {
            Name = name,
            FileName = "/bin/sh",
            Arguments = ["-c", script],
            LogFile = Path.Combine(directory, name + ".log"),
        };
}
