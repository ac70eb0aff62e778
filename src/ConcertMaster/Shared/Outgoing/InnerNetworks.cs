using System.Net;
using System.Net.Sockets;

namespace ConcertMaster.Shared;

/// <summary>Which addresses lie within a house: not to be reached from the open network, and trusted by what listens there.</summary>
internal static class InnerNetworks
{
    public static readonly IReadOnlyList<IPNetwork> Loopback = Parse("127.0.0.0/8", "::1/128");

    /// <summary>Networks of organisations and of their providers.</summary>
    public static readonly IReadOnlyList<IPNetwork> Private =
        Parse("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10");

    // Link-local addresses are here and not among the private ones: clouds give out credentials at one of them.
    private static readonly IReadOnlyList<IPNetwork> Never = Parse(
        "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "fe80::/10", "ff00::/8", "2001::/32", "64:ff9b:1::/48");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    public static bool Contain(IPAddress address) =>
        Loopback.Concat(Private).Concat(Never).Any(network => network.Contains(address));

    /// <summary>The address that is meant: one of version 4 can be written in several ways within one of version 6.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        if (SixToFour.Contains(address)) return new IPAddress(bytes.AsSpan(2, 4));
        var isEmbedded = Nat64.Contains(address)
            || Compatible.Contains(address) && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.IPv6Loopback);
        return isEmbedded ? new IPAddress(bytes.AsSpan(12, 4)) : address;
    }

    private static IReadOnlyList<IPNetwork> Parse(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
