using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AccountingSync.Integration.Tests.Tryton;

/// <summary>Stands between a service and a server that answers one request on each connection. Some requests never reach the server, and of some
/// answers nothing or only a part comes back; the client cannot know which.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopping = new();
    readonly int target;
    readonly Func<string, Cut> choose;
    readonly Task accepting;
    readonly int[] cuts = new int[Enum.GetValues<Cut>().Length];

    public enum Cut
    {
        None,

        /// <summary>The server never sees the request.</summary>
        Before,

        /// <summary>The server has worked and answered, and nothing of it comes back.</summary>
        After,

        /// <summary>Half of the answer comes back.</summary>
        Within,
    }

    /// <param name="choose">Asked for each request with its beginning, as far as the method, as text, from several threads.</param>
    public CuttingProxy(int target, Func<string, Cut> choose)
    {
        (this.target, this.choose) = (target, choose);
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Count(Cut cut) => Volatile.Read(ref cuts[(int)cut]);

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
        using var far = new TcpClient();
        try
        {
            var buffer = new byte[64 * 1024];
            var length = await ReadUntil("\"params\"", near, buffer);
            var cut = choose(Encoding.Latin1.GetString(buffer, 0, length));
            Interlocked.Increment(ref cuts[(int)cut]);
            if (cut != Cut.Before)
            {
                await far.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
                await far.GetStream().WriteAsync(buffer.AsMemory(0, length), stopping.Token);
                await Pass(near, far, cut);
                if (cut == Cut.None)
                    return;
            }
        }
        catch (Exception fault) when (fault is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The server is away, or one side hung up: so does the other.
        }
        // RST instead of FIN, as when a machine in between has forgotten the connection.
        near.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    /// <summary>The head of a request and its body as far as this text.</summary>
    async Task<int> ReadUntil(string text, TcpClient client, byte[] buffer)
    {
        var length = 0;
        while (!Encoding.Latin1.GetString(buffer, 0, length).Contains(text, StringComparison.Ordinal))
        {
            var more = await client.GetStream().ReadAsync(buffer.AsMemory(length), stopping.Token);
            if (more == 0)
                throw new IOException("The client hung up.");
            length += more;
        }
        return length;
    }

    async Task Pass(TcpClient near, TcpClient far, Cut cut)
    {
        var onward = near.GetStream().CopyToAsync(far.GetStream(), stopping.Token);
        using var answer = new MemoryStream();
        await far.GetStream().CopyToAsync(answer, stopping.Token);
        var length = cut switch
        {
            Cut.None => (int)answer.Length,
            Cut.Within => (int)answer.Length / 2,
            _ => 0,
        };
        await near.GetStream().WriteAsync(answer.GetBuffer().AsMemory(0, length), stopping.Token);
        near.Client.Shutdown(SocketShutdown.Send);
        // The client hangs up when it has read the answer.
        if (cut == Cut.None)
            await onward;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        stopping.Dispose();
    }
}
