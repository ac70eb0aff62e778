using System.Net.WebSockets;
using System.Text.Json;

namespace ConcertMaster.Benchmarks.Live;

/// <summary>A browser on the live hub: SignalR's JSON protocol over a web socket, without what makes it comfortable.</summary>
internal sealed class LiveClient : IAsyncDisposable
{
    private const byte EndOfMessage = 0x1e;

    private readonly ClientWebSocket _socket = new();
    private readonly Action<JsonElement> _changed;
    private Task _receiving = Task.CompletedTask;

    private LiveClient(Action<JsonElement> changed) => _changed = changed;

    /// <param name="changed">Told of every change, on any thread.</param>
    public static async Task<LiveClient> Connect(string baseUrl, string accessToken, Action<JsonElement> changed)
    {
        var client = new LiveClient(changed);
        client._socket.Options.SetRequestHeader("Authorization", $"Bearer {accessToken}");
        await client._socket.ConnectAsync(new Uri($"ws{baseUrl["http".Length..]}/live"), CancellationToken.None);
        await client.Send(new { protocol = "json", version = 1 });
        client._receiving = Task.Run(client.Receive);
        return client;
    }

    public Task Subscribe(string topic) => Send(new { type = 1, target = "Subscribe", arguments = new[] { topic } });

    private async Task Send(object message) => await _socket.SendAsync(
        new([.. JsonSerializer.SerializeToUtf8Bytes(message), EndOfMessage]), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task Receive()
    {
        var buffer = new byte[64 * 1024];
        var used = 0;
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(used), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close) return;
                used += received.Count;
                used = Handle(buffer.AsSpan(0, used));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Aborted by this side, or ended by the host.
        }
    }

    // What is left of a message that is not complete moves to the beginning.
    private int Handle(Span<byte> bytes)
    {
        while (bytes.IndexOf(EndOfMessage) is >= 0 and var end)
        {
            using var message = JsonDocument.Parse(bytes[..end].ToArray());
            if (message.RootElement.TryGetProperty("target", out var target) && target.GetString() == "changed")
                _changed(message.RootElement.GetProperty("arguments")[0]);
            bytes[(end + 1)..].CopyTo(bytes);
            bytes = bytes[..^(end + 1)];
        }
        return bytes.Length;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _receiving;
        _socket.Dispose();
    }
}
