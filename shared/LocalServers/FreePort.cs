using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace AccountingSync.LocalServers;

/// <summary>TCP ports of the loopback interfaces.</summary>
public static class FreePort
{
    /// <summary>Above the ports of well-known servers, and below those that the system gives to outgoing connections: one of the latter may be
    /// taken between our look and our use.</summary>
    const int Lowest = 15_000;
    const int Highest = 32_000;

    /// <summary>One that nobody listens on; another one at each call, as far as chance goes.</summary>
    public static int Next()
    {
        while (true)
            if (RandomNumberGenerator.GetInt32(Lowest, Highest) is var port && IsFree(port))
                return port;
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
