using System.Net;
using System.Net.Sockets;

namespace AccountingSync.LocalServers;

/// <summary>TCP ports of the loopback interfaces.</summary>
public static class FreePort
{
    /// <summary>One that nobody listens on; the kernel hands them out in turn, so the next caller gets another.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && CanListen(IPAddress.IPv6Loopback, port);

    static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            // Whoever has no IPv6 has nobody listening on it.
            return e.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable;
        }
    }
}
