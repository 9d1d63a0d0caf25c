using System.Net;
using System.Net.Sockets;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>Stands between a service and PostgreSQL. TLS passes through it as bytes; but a COMMIT shows by the length of its record,
/// and for some of them the connection is reset: before the server has it, or after it has answered. The client cannot know which.</summary>
public sealed class InDoubtProxy : IAsyncDisposable
{
    /// <summary>"Q", a length, "COMMIT" and a zero byte, as one record of TLS 1.3: 5 bytes of header, 1 for the type, 16 for the seal.</summary>
    const int CommitRecord = 12 + 5 + 1 + 16;
    const byte ApplicationData = 0x17;

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopping = new();
    readonly int target;
    readonly Func<Cut> choose;
    readonly Task accepting;
    int before;
    int after;

    public enum Cut
    {
        None,

        /// <summary>The server never sees the COMMIT.</summary>
        Before,

        /// <summary>The server has committed, and its answer is lost.</summary>
        After,
    }

    /// <param name="choose">Asked at each COMMIT, from several threads.</param>
    public InDoubtProxy(int target, Func<Cut> choose)
    {
        (this.target, this.choose) = (target, choose);
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public int CutBefore => before;
    public int CutAfter => after;
    public int Cuts => before + after;

    async Task Accept()
    {
        var running = new List<Task>();
        try
        {
            while (true)
                running.Add(Serve(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (OperationCanceledException) { } // Disposed.
        await Task.WhenAll(running);
    }

    async Task Serve(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
            var link = new Link(this, near, far);
            await Task.WhenAny(link.ToServer(), link.ToClient());
        }
        catch (Exception fault) when (fault is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The server is away, or one side hung up: so does the other.
        }
        Reset(near);
    }

    /// <summary>RST instead of FIN, as when a machine in between has forgotten the connection.</summary>
    static void Reset(TcpClient client) => client.LingerState = new LingerOption(enable: true, seconds: 0);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        stopping.Dispose();
    }

    sealed class Link(InDoubtProxy proxy, TcpClient near, TcpClient far)
    {
        volatile bool withhold;

        public async Task ToServer()
        {
            var buffer = new byte[64 * 1024];
            var (from, to) = (near.GetStream(), far.GetStream());
            while (await from.ReadAsync(buffer, proxy.stopping.Token) is > 0 and var length)
            {
                if (length == CommitRecord && buffer[0] == ApplicationData)
                {
                    var cut = proxy.choose();
                    if (cut == Cut.Before)
                    {
                        Interlocked.Increment(ref proxy.before);
                        return;
                    }
                    withhold = cut == Cut.After;
                }
                await to.WriteAsync(buffer.AsMemory(0, length), proxy.stopping.Token);
            }
        }

        public async Task ToClient()
        {
            var buffer = new byte[64 * 1024];
            var (from, to) = (far.GetStream(), near.GetStream());
            while (await from.ReadAsync(buffer, proxy.stopping.Token) is > 0 and var length)
            {
                if (withhold)
                {
                    Interlocked.Increment(ref proxy.after);
                    return;
                }
                await to.WriteAsync(buffer.AsMemory(0, length), proxy.stopping.Token);
            }
        }
    }
}
