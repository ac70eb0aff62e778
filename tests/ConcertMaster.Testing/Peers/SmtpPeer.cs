using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConcertMaster.Testing.Peers;

/// <summary>A mail server on loopback that keeps what it is given. It can be told to refuse the next mails.</summary>
public sealed class SmtpPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Task _accepting;
    private int _refusalsLeft;

    public SmtpPeer()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<ReceivedMail> Mails => [.. _mails];

    /// <summary>Answers the next <paramref name="count"/> mails with 451, "try again later".</summary>
    public void RefuseNext(int count) => Volatile.Write(ref _refusalsLeft, count);

    /// <summary>Waits for the first mail that matches; fails after the time limit, naming what did arrive.</summary>
    public async Task<ReceivedMail> WaitForMail(Func<ReceivedMail, bool> wanted, TimeSpan? limit = null)
    {
        using var timeout = new CancellationTokenSource(limit ?? TimeSpan.FromMinutes(2));
        while (true)
        {
            if (_mails.FirstOrDefault(wanted) is { } mail) return mail;
            try
            {
                await _arrived.WaitAsync(TimeSpan.FromMilliseconds(250), timeout.Token);
            }
            catch (OperationCanceledException)
            {
                var all = string.Join("; ", _mails.Select(m => $"{m.Subject} to {string.Join(", ", m.Recipients)}"));
                throw new TimeoutException($"The mail did not arrive. These did: {(all.Length > 0 ? all : "none")}");
            }
        }
    }

    public Task<ReceivedMail> WaitForMailTo(string address, TimeSpan? limit = null) =>
        WaitForMail(mail => mail.Recipients.Contains(address, StringComparer.OrdinalIgnoreCase), limit);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => Converse(client));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Converse(TcpClient client)
    {
        using var owned = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await Serve(reader, writer);
        }
        catch (IOException)
        {
            // The client hung up; a mail that was not complete does not count.
        }
    }

    private async Task Serve(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("220 test ESMTP");
        var sender = "";
        var recipients = new List<string>();
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await writer.WriteAsync("250-test\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 10000000\r\n");
                    break;
                case "MAIL":
                    sender = AddressIn(line);
                    recipients.Clear();
                    await writer.WriteLineAsync("250 OK");
                    break;
                case "RCPT":
                    recipients.Add(AddressIn(line));
                    await writer.WriteLineAsync("250 OK");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 Go on");
                    await Receive(reader, writer, sender, [.. recipients]);
                    break;
                case "AUTH":
                    await writer.WriteLineAsync("235 OK");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 Bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 OK");
                    break;
            }
        }
    }

    private async Task Receive(StreamReader reader, StreamWriter writer, string sender, string[] recipients)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        if (TakesRefusal())
        {
            await writer.WriteLineAsync("451 Try again later");
            return;
        }

        _mails.Enqueue(ReceivedMail.Parse(sender, recipients, text.ToString()));
        await writer.WriteLineAsync("250 Accepted");
        _arrived.Release();
    }

    private bool TakesRefusal()
    {
        while (Volatile.Read(ref _refusalsLeft) is > 0 and var left)
            if (Interlocked.CompareExchange(ref _refusalsLeft, left - 1, left) == left) return true;
        return false;
    }

    private static string AddressIn(string line) => line.Split('<', '>') is [_, var address, ..] ? address : "";
}
