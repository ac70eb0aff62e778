using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConcertMaster.Benchmarks.Forms;

/// <summary>
/// A mail server on loopback that takes every letter and keeps nothing but how many were for somebody of the benchmark: the
/// demo organisation sends letters too.
/// </summary>
internal sealed class CountingSmtpPeer : IAsyncDisposable
{
    /// <summary>What the addresses of the benchmark end with.</summary>
    public const string Domain = ".benchmark.test";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _count;

    public CountingSmtpPeer()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Returns when so many letters are here.</summary>
    public async Task Received(int count)
    {
        var waiting = Stopwatch.StartNew();
        while (Count < count)
        {
            if (waiting.Elapsed > Patience) throw new TimeoutException($"{Count} letters of {count} came.");
            await Task.Delay(20, _stop.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Converse(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The benchmark is over.
        }
    }

    private async Task Converse(TcpClient client)
    {
        using var owned = client;
        client.NoDelay = true;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, false, 16 * 1024);
            await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 benchmark ESMTP");
            var isOurs = false;
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (line.StartsWith("RCPT", StringComparison.Ordinal)) isOurs = line.Contains(Domain, StringComparison.Ordinal);
                await writer.WriteLineAsync(line.StartsWith("DATA", StringComparison.Ordinal) ? "354 Go on" : "250 OK");
                if (line.StartsWith("QUIT", StringComparison.Ordinal)) return;
                if (!line.StartsWith("DATA", StringComparison.Ordinal)) continue;
                while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".") { }
                if (isOurs) Interlocked.Increment(ref _count);
                await writer.WriteLineAsync("250 Accepted");
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client hung up, or the benchmark is over.
        }
    }
}
