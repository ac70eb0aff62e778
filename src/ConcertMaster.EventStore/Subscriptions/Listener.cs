using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.EventStore.Subscriptions;

/// <summary>
/// The one connection of a node that listens for notifications. After each reconnect every handler is called once
/// with no payload, since something may have been missed.
/// </summary>
internal sealed class Listener(EventStoreOptions options, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, List<Action<string?>>> _handlers = [];
    private Task _loop = Task.CompletedTask;

    /// <summary>To be called before <see cref="Start"/>.</summary>
    public void On(string channel, Action<string?> handler)
    {
        if (!_handlers.TryGetValue(channel, out var list)) _handlers[channel] = list = [];
        list.Add(handler);
    }

    public void Start() => _loop = Task.Run(Run);

    private async Task Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Listen();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogWarning(exception, "Lost the listening connection; connecting again");
                // What cut it has cut the idle ones too: this connection hears of it first, and nobody is given one of those.
                foreach (var source in (NpgsqlDataSource[])[options.System, options.Requests, options.Owner]) source.Clear();
                await Task.Delay(TimeSpan.FromMilliseconds(200), options.Time, CancellationToken.None);
            }
        }
    }

    private async Task Listen()
    {
        await using var connection = await options.System.OpenConnectionAsync(_stop.Token);
        connection.Notification += (_, note) => Call(note.Channel, note.Payload);
        foreach (var channel in _handlers.Keys)
        {
            await using var listen = new NpgsqlCommand($"listen \"{channel}\"", connection);
            await listen.ExecuteNonQueryAsync(_stop.Token);
        }
        foreach (var channel in _handlers.Keys) Call(channel, null);
        try
        {
            while (true)
            {
                if (await connection.WaitAsync(ProbeInterval, _stop.Token)) continue;
                // A connection cut by a network is silent for ever; asking it something brings that to light.
                await using var probe = new NpgsqlCommand("select 1", connection) { CommandTimeout = 5 };
                await probe.ExecuteScalarAsync(_stop.Token);
            }
        }
        finally
        {
            // It goes back to the pool, where nobody expects to hear anything.
            await Unlisten(connection);
        }
    }

    private static async Task Unlisten(NpgsqlConnection connection)
    {
        if (connection.FullState != System.Data.ConnectionState.Open) return;
        try
        {
            await using var unlisten = new NpgsqlCommand("unlisten *", connection) { CommandTimeout = 5 };
            await unlisten.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // It is broken, and the pool will not give it to anybody.
        }
    }

    private void Call(string channel, string? payload)
    {
        foreach (var handler in _handlers[channel]) handler(payload);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }
}
