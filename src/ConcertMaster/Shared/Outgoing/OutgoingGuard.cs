using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Shared;

/// <summary>
/// The one rule for calls to addresses that people of an organisation have written down: hooks, API calls, databases,
/// storages, mail servers. Addresses within the house are refused unless the operator of the installation allows them
/// under <c>Outgoing:Allow</c>. What is checked is the address that is then connected to, so neither a redirect nor a
/// name that answers differently the second time leads around it. See adr/0041.
/// </summary>
internal sealed class OutgoingGuard
{
    public const string Setting = "Outgoing:Allow";

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly List<IPNetwork> _networks = [];
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _allowsAll;
    private readonly bool _allowsLoopback;
    private readonly bool _usesProxy;

    public OutgoingGuard(IConfiguration configuration)
        : this(configuration[Setting] ?? "", configuration.GetValue("Outgoing:Proxy", false), Dns.GetHostAddressesAsync) { }

    /// <param name="allow">Networks such as 10.1.0.0/16, host names, and the words loopback, private and all.</param>
    /// <exception cref="FormatException">One of them is none of these.</exception>
    public OutgoingGuard(string allow, bool usesProxy, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        (_resolve, _usesProxy) = (resolve, usesProxy);
        foreach (var one in allow.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            switch (one.ToLowerInvariant())
            {
                case "all": _allowsAll = true; break;
                case "loopback": _networks.AddRange(InnerNetworks.Loopback); _allowsLoopback = true; break;
                case "private": _networks.AddRange(InnerNetworks.Private); break;
                case var network when network.Contains('/', StringComparison.Ordinal): _networks.Add(IPNetwork.Parse(network)); break;
                case var host when Uri.CheckHostName(host) != UriHostNameType.Unknown: _hosts.Add(host.TrimEnd('.')); break;
                default: throw new FormatException($"'{one}' in {Setting} is no network, host, loopback, private or all.");
            }
    }

    /// <summary>A handler for a client whose addresses people choose. It serves all organisations and keeps no cookies.</summary>
    public SocketsHttpHandler Handler(bool followsRedirects = false) => new()
    {
        AllowAutoRedirect = followsRedirects,
        UseCookies = false,
        // Behind a proxy the proxy alone sees where a name leads; the operator who sets one up has it keep the rule.
        UseProxy = _usesProxy,
        ConnectCallback = async (context, ct) =>
            await Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct),
    };

    /// <summary>Connects to a host at an address that has been checked.</summary>
    /// <exception cref="OutgoingRefusedException">All its addresses lie within the house.</exception>
    public async Task<NetworkStream> Connect(string host, int port, CancellationToken ct)
    {
        SocketException? fault = null;
        foreach (var address in await Addresses(host, ct))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, ct);
                return new(socket, ownsSocket: true);
            }
            catch (SocketException unreachable)
            {
                socket.Dispose();
                fault = unreachable;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw fault ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Where a host may be connected to, in the order of the name server.</summary>
    /// <exception cref="OutgoingRefusedException">All its addresses lie within the house.</exception>
    public async Task<IReadOnlyList<IPAddress>> Addresses(string host, CancellationToken ct)
    {
        // The path of a socket in the file system; what listens there is on this machine.
        if (host.StartsWith('/') || host.StartsWith('@'))
            return _allowsAll || _allowsLoopback ? [IPAddress.Loopback] : throw new OutgoingRefusedException(host);
        var found = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await _resolve(host, ct);
        var allowed = found.Where(address => Allows(host, address)).ToList();
        return allowed.Count > 0 || found.Length == 0 ? allowed : throw new OutgoingRefusedException(host);
    }

    private bool Allows(string host, IPAddress address)
    {
        if (_allowsAll || _hosts.Contains(host.TrimEnd('.'))) return true;
        var plain = InnerNetworks.Plain(address);
        return !InnerNetworks.Contain(plain) || _networks.Any(network => network.Contains(plain));
    }
}

/// <summary>An address within the house that nobody has allowed. Trying again changes nothing.</summary>
internal sealed class OutgoingRefusedException(string host) : ArgumentException(
    $"{host} lies within the network of this installation, where nothing may be called. Whoever operates it can allow it: "
    + $"the setting {OutgoingGuard.Setting}.")
{
    /// <summary>HTTP clients wrap what happens while they connect.</summary>
    public static OutgoingRefusedException? In(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            if (fault is OutgoingRefusedException refused) return refused;
        return null;
    }
}
