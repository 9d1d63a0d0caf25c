using System.Security.Cryptography;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Storing_an_api_key
{
    [Test]
    public void has_a_prefix_and_256_random_bits()
    {
        var key = ApiKey.Generate();
        Assert.That(key, Does.Match(@"\Aacs_[A-Za-z0-9_-]{43}\z"));
        Assert.That(ApiKey.HasShape(key));
    }

    [Test]
    public void is_never_the_same_twice() => Assert.That(Enumerable.Range(0, 1_000).Select(_ => ApiKey.Generate()), Is.Unique);

    [Test]
    public void takes_its_bytes_from_the_given_source() => Assert.That(ApiKey.Generate(new Zeros()), Is.EqualTo("acs_" + new string('A', 43)));

    [Test]
    public void matches_its_own_hash_and_no_other()
    {
        var key = ApiKey.Generate();
        Assert.That(ApiKey.Matches(key, ApiKey.Hash(key)));
        Assert.That(ApiKey.Matches(ApiKey.Generate(), ApiKey.Hash(key)), Is.False);
        Assert.That(ApiKey.Matches(key, ApiKey.Hash(key).AsSpan(0, 31)), Is.False);
    }

    [Test]
    public void hashes_with_sha256() =>
        // Checked against sha256sum; stored hashes depend on it.
        Assert.That(Convert.ToHexStringLower(ApiKey.Hash("abc")), Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));

    [TestCase("")]
    [TestCase("acs_")]
    [TestCase("acs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("acs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [TestCase("abc_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void refuses_other_shapes(string text) => Assert.That(ApiKey.HasShape(text), Is.False);

    sealed class Zeros : RandomNumberGenerator
    {
        public override void GetBytes(byte[] data) => Array.Clear(data);
    }
}
