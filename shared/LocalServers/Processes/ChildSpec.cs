namespace AccountingSync.LocalServers;

/// <summary>What to start, where its output goes and how it is asked to stop. One specification may be started again and again.</summary>
public sealed record ChildSpec
{
    /// <summary>Short name used in messages.</summary>
    public required string Name { get; init; }
    public required string FileName { get; init; }
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Standard output and standard error are appended here.</summary>
    public required string LogFile { get; init; }
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to our own environment; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Variables of our own environment that start with one of these are not handed down.</summary>
    public IReadOnlyList<string> WithheldPrefixes { get; init; } = [];

    /// <summary>Sent when the child is disposed and when our own process is gone.</summary>
    public StopSignal StopSignal { get; init; } = StopSignal.Terminate;

    /// <summary>After this long the child is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Remembers the running process, so that a start right after a crash waits until the predecessor is gone.</summary>
    public string? PidFile { get; init; }
}

/// <summary>How a child is asked to stop.</summary>
public enum StopSignal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}
