using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace ConcertMaster.Shared.Live;

/// <summary>Where somebody is and what they look at; without a state: that they have left.</summary>
/// <param name="Message">What browsers listen to: <c>here</c> or <c>gone</c>.</param>
internal sealed record PresenceNews(
    string Message, string Group, string Topic, string Connection,
    Guid? UserId = null, string? Name = null, JsonElement? State = null)
{
    public object ForBrowsers() => State is null
        ? new { topic = Topic, connection = Connection }
        : new { topic = Topic, connection = Connection, userId = UserId, name = Name, state = State };
}

/// <summary>
/// Passes on to the other nodes of a cluster where people are, by notifications of the database. Of each connection
/// only the newest place is sent; nothing is kept, and what is lost comes again with the next move or greeting.
/// </summary>
internal sealed class PresenceRelay(
    Database database, IHubContext<LiveHub> hub, LiveTopics topics, TimeProvider time, ILogger<PresenceRelay> log)
    : BackgroundService
{
    private const string Channel = "concertmaster_presence";

    /// <summary>PostgreSQL takes less than 8,000 bytes. Who selects more is seen on their own node only.</summary>
    private const int PayloadBytesMax = 7_900;

    /// <summary>A cursor that jumps this often is still seen to move.</summary>
    private static readonly TimeSpan SendInterval = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(20);

    private readonly Guid _node = Guid.CreateVersion7(time.GetUtcNow());
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _waiting = new(0, 1);
    private Dictionary<(string Group, string Connection), PresenceNews> _newest = [];

    private sealed record Envelope(Guid Node, PresenceNews News);

    public void Pass(PresenceNews news)
    {
        lock (_gate)
        {
            _newest[(news.Group, news.Connection)] = news;
            if (_waiting.CurrentCount == 0) _waiting.Release();
        }
    }

    protected override Task ExecuteAsync(CancellationToken ct) =>
        Task.WhenAll(Repeat(Send, ct), Repeat(Listen, ct));

    private async Task Repeat(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await work(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogDebug(exception, "Presence is not passed on for a moment");
                await Task.Delay(RetryDelay, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Send(CancellationToken ct)
    {
        while (true)
        {
            await _waiting.WaitAsync(ct);
            Dictionary<(string, string), PresenceNews> newest;
            lock (_gate) (newest, _newest) = (_newest, []);
            await using var batch = database.System.CreateBatch();
            foreach (var news in newest.Values)
            {
                var payload = JsonSerializer.Serialize(new Envelope(_node, news), AppJson.Options);
                if (Encoding.UTF8.GetByteCount(payload) > PayloadBytesMax) continue;
                batch.BatchCommands.Add(new("select pg_notify($1, $2)")
                {
                    Parameters =
                    {
                        new() { Value = Channel, NpgsqlDbType = NpgsqlDbType.Text },
                        new() { Value = payload, NpgsqlDbType = NpgsqlDbType.Text },
                    },
                });
            }
            if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(ct);
            await Task.Delay(SendInterval, time, ct);
        }
    }

    private async Task Listen(CancellationToken ct)
    {
        await using var connection = await database.System.OpenConnectionAsync(ct);
        connection.Notification += (_, note) => Hear(note.Payload);
        await using (var listen = new NpgsqlCommand($"listen \"{Channel}\"", connection))
            await listen.ExecuteNonQueryAsync(ct);
        while (true)
        {
            if (await connection.WaitAsync(ProbeInterval, ct)) continue;
            // A connection cut by a network is silent for ever; asking it something brings that to light.
            await using var probe = new NpgsqlCommand("select 1", connection) { CommandTimeout = 5 };
            await probe.ExecuteScalarAsync(ct);
        }
    }

    private void Hear(string payload)
    {
        var envelope = JsonSerializer.Deserialize<Envelope>(payload, AppJson.Options);
        if (envelope is not { News: { } news } || envelope.Node == _node || !topics.IsFollowed(news.Group)) return;
        _ = hub.Clients.Group(news.Group).SendAsync(news.Message, news.ForBrowsers());
    }

    public override void Dispose()
    {
        _waiting.Dispose();
        base.Dispose();
    }
}
