using System.Globalization;

namespace AccountingSync.LocalServers;

/// <summary>The ports of one running system, all counted from one base, so that several systems can run side by side.</summary>
public sealed class PortBlock : IDisposable
{
    public const string BaseVariable = "ACCOUNTINGSYNC_PORT_BASE";
    const int FirstBase = 8080;
    const int Step = 100;
    const int LastBase = 19_980;
    static readonly int[] Offsets = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 20, 30, 40, 41, 42, 43, 44, 45];

    readonly FileStream claim;

    PortBlock(int @base, FileStream claim)
    {
        Base = @base;
        this.claim = claim;
    }

    public int Base { get; }

    /// <summary>Ingestion is 0; the other services follow up to 8.</summary>
    public int Service(int offset) => Base + (offset is >= 0 and <= 8 ? offset : throw new ArgumentOutOfRangeException(nameof(offset)));

    public int Ingestion => Base;
    public int Console => Base + 10;
    public int Sandbox => Base + 20;
    public int Traces => Base + 30;
    public int Postgres => Base + 40;
    public int Amqps => Base + 41;
    public int RabbitManagement => Base + 42;
    public int RabbitPrometheus => Base + 43;
    public int RabbitDistribution => Base + 44;
    public int Epmd => Base + 45;

    /// <summary>The block that the environment names, or the first that is entirely free; ours until disposed.</summary>
    public static PortBlock FromEnvironment() => Claim(Environment.GetEnvironmentVariable(BaseVariable));

    /// <param name="wanted">A base port as text; null or empty takes the first free block.</param>
    public static PortBlock Claim(string? wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted))
            return Candidates().Select(TryClaim).FirstOrDefault(block => block is not null)
                ?? throw new InvalidOperationException($"No free block of ports between {FirstBase} and {LastBase}; set {BaseVariable}.");
        if (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1024 or > 65_000)
            throw new InvalidOperationException($"{BaseVariable} is \"{wanted}\"; it must be a port number between 1024 and 65000.");
        return TryClaim(port) ?? throw new InvalidOperationException(WhyNot(port));
    }

    public void Dispose() => claim.Dispose();

    static IEnumerable<int> Candidates()
    {
        for (var candidate = FirstBase; candidate <= LastBase; candidate += Step)
            yield return candidate;
    }

    static PortBlock? TryClaim(int candidate)
    {
        // Two systems that start at the same moment both see free ports; only one of them gets the lock.
        var file = Path.Combine(Path.GetTempPath(), $"accountingsync-{Environment.UserName}-{candidate}.ports");
        FileStream mine;
        try
        {
            mine = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null; // Another living process holds it.
        }
        if (Offsets.All(offset => FreePort.IsFree(candidate + offset)))
            return new PortBlock(candidate, mine);
        mine.Dispose();
        return null;
    }

    static string WhyNot(int wanted) =>
        Offsets.Select(offset => wanted + offset).FirstOrDefault(port => !FreePort.IsFree(port)) is var busy and > 0
            ? $"{BaseVariable}={wanted}: port {busy} is in use."
            : $"{BaseVariable}={wanted}: another system is using this block.";
}
