using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Host.Web;

/// <summary>Another program listens where this one should; the message says what a person can do about it.</summary>
internal sealed class AddressTakenException(string address) : Exception(
    $"another program listens on {address}. End it, or choose another address: --urls http://127.0.0.1:5151");

/// <summary>Where the host listens, as <c>--urls</c> or <c>ASPNETCORE_URLS</c> say; else where its usage says.</summary>
internal static class ListenAddresses
{
    /// <summary>
    /// Looks before anything is started: the web server comes last, and its refusal would stand below a page of traces.
    /// </summary>
    /// <exception cref="AddressTakenException">An address cannot be listened on because it is taken.</exception>
    public static void EnsureFree(IConfiguration configuration)
    {
        const StringSplitOptions clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var urls = configuration["urls"] is { Length: > 0 } given ? given : CommandLine.DefaultUrl;
        foreach (var url in urls.Split(';', clean))
        {
            var address = BindingAddress.Parse(url);
            if (address.Port == 0 || address.IsUnixPipe || address.IsNamedPipe) continue;
            foreach (var place in PlacesOf(address.Host))
                if (IsTaken(new(place, address.Port))) throw new AddressTakenException(url);
        }
    }

    private static bool IsTaken(IPEndPoint place)
    {
        using var listener = new TcpListener(place);
        try
        {
            listener.Start();
            return false;
        }
        catch (SocketException fault)
        {
            // Anything else, such as a machine without IPv6, is the web server's to judge.
            return fault.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }

    // The web server takes both ways to this machine, and fails where either is taken.
    private static IPAddress[] PlacesOf(string host) =>
        host == "localhost" ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : IPAddress.TryParse(host, out var ip) ? [ip]
        : [IPAddress.Any];
}
