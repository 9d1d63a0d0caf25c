using System.Net.Sockets;

namespace AccountingSync.LocalServers;

/// <summary>Waits until a child is ready, and stops waiting as soon as it has ended instead.</summary>
public static class Readiness
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Probe = TimeSpan.FromSeconds(5);
    static readonly HttpClient Http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { Timeout = Probe };
    const int TailLines = 15;

    public static Task WaitForLogAsync(this ChildProcess child, string text, TimeSpan limit, CancellationToken cancellation = default) =>
        child.WaitUntilAsync(
            $"\"{text}\" in its log",
            () => Task.FromResult(child.OwnLog().Contains(text, StringComparison.Ordinal)),
            limit,
            cancellation
        );

    public static Task WaitForPortAsync(this ChildProcess child, int port, TimeSpan limit, CancellationToken cancellation = default) =>
        child.WaitUntilAsync($"TCP port {port}", () => AnswersAsync(port, cancellation), limit, cancellation);

    /// <summary>Ready when the address answers with 2xx, as /health/ready of a service does.</summary>
    public static Task WaitForHttpAsync(this ChildProcess child, Uri address, TimeSpan limit, CancellationToken cancellation = default) =>
        child.WaitUntilAsync($"{address}", () => IsHealthyAsync(address, cancellation), limit, cancellation);

    public static async Task WaitUntilAsync(
        this ChildProcess child,
        string what,
        Func<Task<bool>> ready,
        TimeSpan limit,
        CancellationToken cancellation = default
    )
    {
        var deadline = Deadline.In(limit);
        while (!await ready())
        {
            if (child.HasExited)
                throw new InvalidOperationException(
                    $"{child.Spec.Name} ended with code {child.ExitCode} before {what} was there.\n{child.LogTail()}"
                );
            if (deadline.Passed)
                throw new TimeoutException($"{child.Spec.Name}: {what} was not there after {limit.TotalSeconds:0} s.\n{child.LogTail()}");
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>What this child has written since it was started.</summary>
    public static string OwnLog(this ChildProcess child)
    {
        if (!File.Exists(child.LogFile))
            return "";
        using var stream = new FileStream(child.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(child.LogStart, SeekOrigin.Begin);
        return new StreamReader(stream).ReadToEnd();
    }

    static string LogTail(this ChildProcess child) =>
        $"The end of {child.LogFile}:\n  "
        + string.Join("\n  ", child.OwnLog().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(TailLines));

    static async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false; // Not listening yet: the caller asks again until its deadline.
        }
    }

    static async Task<bool> IsHealthyAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var response = await Http.GetAsync(address, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false; // Not answering yet: the caller asks again until its deadline.
        }
    }
}
