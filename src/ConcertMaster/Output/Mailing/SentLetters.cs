using System.Collections.Concurrent;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Output.Mailing;

/// <summary>What is known to have gone out, by mail or as a text message: each key once.</summary>
internal sealed class SentLetters(Database database, TimeProvider time)
{
    /// <summary>The same for a repeated attempt, so that the other side can tell.</summary>
    public static Guid IdOf(TenantId tenant, string key) => StableId.From(tenant.Value, "mail", key);

    /// <summary>
    /// Lets those through that are not known to have gone out, and notes which of them did. Where the way out fails, it
    /// stops, and says so once the others are noted.
    /// </summary>
    /// <param name="send">Given the letter, its id and its place; answers whether it is out.</param>
    public async Task Sending<T>(
        TenantId tenant, IReadOnlyList<T> letters, Func<T, string> keyOf, int atOnce,
        Func<T, Guid, int, Task<bool>> send, CancellationToken ct)
    {
        var open = await Begin(tenant, [.. letters.Select(keyOf).Distinct()], ct);
        var (gone, failure) = (new ConcurrentBag<string>(), (Exception?)null);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = atOnce };
        await Parallel.ForEachAsync(letters.Index(), parallel, async (letter, unused) =>
        {
            var key = keyOf(letter.Item);
            if (failure is not null || ct.IsCancellationRequested || !open.TryRemove(key, out _)) return;
            try
            {
                if (await send(letter.Item, IdOf(tenant, key), letter.Index)) gone.Add(key);
            }
            catch (Exception fault)
            {
                failure = fault;
            }
        });
        // Not to be cancelled: the letters are out.
        await database.System.CreateCommand("update app.sent_mail set sent_at = $3 where tenant_id = $1 and key = any($2)",
            tenant.Value, gone.ToArray(), time.GetUtcNow()).ExecuteNonQueryAsync(CancellationToken.None);
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Whose letter this is; null when it is none of ours. The caller is not signed in, so this looks across tenants.</summary>
    public async Task<(TenantId Tenant, string Key)?> Find(Guid id, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "select tenant_id, key from app.sent_mail where message_id = $1", id);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (new(row.GetString(0)), row.GetString(1)) : null;
    }

    /// <returns>The keys that are not known to have gone out.</returns>
    private async Task<ConcurrentDictionary<string, bool>> Begin(TenantId tenant, string[] keys, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            insert into app.sent_mail (tenant_id, key, message_id, begun_at)
            select $1, key, id, $4 from unnest($2::text[], $3::uuid[]) as one (key, id)
            on conflict (tenant_id, key) do update
               set begun_at = excluded.begun_at, message_id = excluded.message_id where app.sent_mail.sent_at is null
            returning key
            """, tenant.Value, keys, keys.Select(key => IdOf(tenant, key)).ToArray(), time.GetUtcNow());
        await using var row = await command.ExecuteReaderAsync(ct);
        var open = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct)) open[row.GetString(0)] = true;
        return open;
    }
}
