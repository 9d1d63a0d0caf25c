using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Keeping_a_key_ring_file
{
    string folder = "";

    string Path => System.IO.Path.Combine(folder, "keys.json");

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("key-ring-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void makes_one_that_can_be_read_again()
    {
        var made = KeyRingFile.Create(Path);
        var wrapped = made.Wrap(DataKey.Generate(1), "acme");
        Assert.That(KeyRingFile.Load(Path).Unwrap(wrapped, "acme", 1).Number, Is.EqualTo(1));
    }

    [Test]
    public void only_its_owner_may_read_it()
    {
        KeyRingFile.Create(Path);
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void is_never_overwritten()
    {
        KeyRingFile.Create(Path);
        var before = File.ReadAllBytes(Path);
        Assert.That(() => KeyRingFile.Create(Path), Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllBytes(Path), Is.EqualTo(before));
    }

    [Test]
    public void keeps_the_old_key_when_it_rotates()
    {
        var wrapped = KeyRingFile.Create(Path).Wrap(DataKey.Generate(1), "acme");
        KeyRingFile.Rotate(Path, "k2");
        var ring = KeyRingFile.Load(Path);
        Assert.That(ring.Active, Is.EqualTo("k2"));
        Assert.That(ring.Rewrap(wrapped, "acme", 1), Is.Not.Empty);
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void does_not_rotate_to_a_key_that_exists()
    {
        KeyRingFile.Create(Path);
        Assert.That(() => KeyRingFile.Rotate(Path, "k1"), Throws.InstanceOf<KeyRingException>().With.Message.Contains("'k1' already"));
    }

    [Test]
    public void names_a_missing_file() =>
        Assert.That(() => KeyRingFile.Load(Path), Throws.InstanceOf<KeyRingException>().With.Message.Contains(Path));
}
