using System.Net;
using System.Net.Sockets;

namespace ConcertMaster.Host.Postgres;

internal static class LoopbackPort
{
    /// <summary>The port of last time, so that a database tool keeps its bookmark, or else a free one.</summary>
    public static int PreferablyThe(int? port) => port is { } wanted && IsFree(wanted) ? wanted : AnyFree();

    public static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
