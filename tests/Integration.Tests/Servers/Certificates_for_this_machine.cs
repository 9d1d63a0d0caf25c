using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Servers;

public sealed class Certificates_for_this_machine
{
    sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void are_kept_while_they_are_good_and_renewed_a_week_before_they_end()
    {
        var directory = TestServers.DirectoryFor("certificates");
        var clock = new Clock(Start);
        var first = File.ReadAllText(Certificates.EnsureIn(directory, clock).Certificate);

        clock.Now = Start.AddDays(357);
        var kept = File.ReadAllText(Certificates.EnsureIn(directory, clock).Certificate);
        clock.Now = Start.AddDays(359);
        var renewed = File.ReadAllText(Certificates.EnsureIn(directory, clock).Certificate);

        Assert.That(kept, Is.EqualTo(first));
        Assert.That(renewed, Is.Not.EqualTo(first));
    }

    [Test]
    public void have_a_key_that_only_its_owner_reads()
    {
        var files = Certificates.EnsureIn(TestServers.DirectoryFor("certificates"), new Clock(Start));

        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(files.Key), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }
}
