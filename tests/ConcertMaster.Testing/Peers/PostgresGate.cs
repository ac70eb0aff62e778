using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ConcertMaster.Testing.Peers;

/// <summary>
/// Stands between a host and its PostgreSQL, so that a test can cut the two off from each other and join them again.
/// </summary>
public sealed class PostgresGate : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, Socket> _connections = new();
    private readonly EndPoint _target;
    private readonly Task _accepting;
    private volatile bool _isCut;

    public PostgresGate(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        _target = address.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint($"{address.Host}/.s.PGSQL.{address.Port}")
            : new DnsEndPoint(address.Host, address.Port);
        _listener.Start();
        address.Host = "127.0.0.1";
        address.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        ConnectionString = address.ConnectionString;
        _accepting = Accept();
    }

    /// <summary>Leads to the same database, through the gate.</summary>
    public string ConnectionString { get; }

    /// <summary>Breaks every connection and refuses new ones.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var (client, server) in _connections)
        {
            client.Close();
            server.Close();
        }
    }

    public void Restore() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        Cut();
        _listener.Stop();
        await _accepting;
    }

    private async Task Accept()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            if (_isCut) client.Close();
            else _ = Task.Run(() => Join(client));
        }
    }

    private async Task Join(TcpClient client)
    {
        var isUnix = _target is UnixDomainSocketEndPoint;
        using var server = isUnix
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(_target);
            client.NoDelay = true;
            _connections[client] = server;
            if (_isCut) Cut();
            await using var near = client.GetStream();
            await using var far = new NetworkStream(server);
            await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Either side ended; so does the other.
        }
        finally
        {
            _connections.TryRemove(client, out _);
            client.Close();
        }
    }
}
