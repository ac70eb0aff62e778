using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.Shared.Http;

/// <summary>
/// Honours <c>Idempotency-Key</c> on POST: the first answer is kept and repeated; the same key with another request is
/// refused. What is kept is sealed: answers hold links that work. Answers of the server's own faults (5xx) and refusals to
/// wait (429) are not kept, so a retry may succeed.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, IKeys keys, TimeProvider time)
{
    private const int StoredBodyBytesMax = 256 * 1024;

    // A claim older than this belongs to a process that died before it could answer.
    private static readonly TimeSpan ClaimLapses = TimeSpan.FromSeconds(60);

    public async Task InvokeAsync(HttpContext context, Database database)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0 || !HttpMethods.IsPost(context.Request.Method) || context.ActorOrNull() is not { } actor)
        {
            await next(context);
            return;
        }
        if (key.Length > Limits.IdempotencyKeyLengthMax)
        {
            await ProblemResults.Write(context, CommonRefusals.IdempotencyKeyInvalid);
            return;
        }
        var db = database.For(actor.Tenant);
        var caller = actor.UserId.ToString();
        var hash = await HashOf(context);
        if (await Claim(db, caller, key, hash, context.RequestAborted))
            await Run(context, db, caller, key);
        else
            await Repeat(context, db, caller, key, hash);
    }

    private async Task<bool> Claim(TenantDatabase db, string caller, string key, byte[] hash, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await db.Execute("""
            insert into app.idempotency_keys (tenant_id, caller, key, request_hash, created_at)
            values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, caller, key) do update
               set request_hash = excluded.request_hash, created_at = excluded.created_at,
                   status = null, body = null, sealed = null, headers = null
             where app.idempotency_keys.created_at < $6
                or (app.idempotency_keys.status is null and app.idempotency_keys.created_at < $7)
            """, ct, db.Tenant.Value, caller, key, hash, now, now - Limits.IdempotencyKept, now - ClaimLapses) == 1;
    }

    private async Task Run(HttpContext context, TenantDatabase db, string caller, string key)
    {
        var original = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        var keep = false;
        try
        {
            await next(context);
            keep = context.Response.StatusCode is < 500 and not 429 && buffer.Length <= StoredBodyBytesMax;
        }
        finally
        {
            context.Response.Body = original;
            await (keep ? Store(context, db, caller, key, buffer) : Release(db, caller, key));
        }
        buffer.Position = 0;
        await buffer.CopyToAsync(original, context.RequestAborted);
    }

    private Task Store(HttpContext context, TenantDatabase db, string caller, string key, MemoryStream body)
    {
        var headers = new[] { CommandResults.SequenceHeader, "ETag", "Location" }
            .Where(name => context.Response.Headers.ContainsKey(name))
            .ToDictionary(name => name, name => context.Response.Headers[name].ToString());
        return db.Execute("""
            update app.idempotency_keys set status = $4, content_type = $5, headers = $6, sealed = $7
             where tenant_id = $1 and caller = $2 and key = $3
            """, CancellationToken.None, db.Tenant.Value, caller, key, context.Response.StatusCode,
            context.Response.ContentType, JsonSerializer.SerializeToDocument(headers),
            SealedBytes.Seal(KeyOf(db), body.ToArray(), Binding(caller, key)));
    }

    private static Task Release(TenantDatabase db, string caller, string key) => db.Execute(
        "delete from app.idempotency_keys where tenant_id = $1 and caller = $2 and key = $3 and status is null",
        CancellationToken.None, db.Tenant.Value, caller, key);

    private async Task Repeat(HttpContext context, TenantDatabase db, string caller, string key, byte[] hash)
    {
        var stored = await db.QuerySingle("""
            select request_hash, status, content_type, headers, body, sealed from app.idempotency_keys
             where tenant_id = $1 and caller = $2 and key = $3
            """, Answer.Read, context.RequestAborted, db.Tenant.Value, caller, key);
        if (stored is null || stored.Hash.AsSpan().SequenceEqual(hash) && stored.Status is null)
            await ProblemResults.Write(context, CommonRefusals.IdempotencyInProgress, TimeSpan.FromSeconds(1));
        else if (!stored.Hash.AsSpan().SequenceEqual(hash))
            await ProblemResults.Write(context, CommonRefusals.IdempotencyKeyReused);
        else
            await stored.Send(context, stored.Body
                ?? (stored.Sealed is { } whole ? SealedBytes.Unseal(KeyOf(db), whole, Binding(caller, key)) : []));
    }

    private byte[] KeyOf(TenantDatabase db) => keys.Derive($"idempotency/{db.Tenant.Value}");

    private static byte[] Binding(string caller, string key) => Encoding.UTF8.GetBytes($"{caller}/{key}");

    private static async Task<byte[]> HashOf(HttpContext context)
    {
        context.Request.EnableBuffering();
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Path}{context.Request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
            sha.AppendData(buffer, 0, read);
        context.Request.Body.Position = 0;
        return sha.GetHashAndReset();
    }

    private sealed record Answer(byte[] Hash, int? Status, string? ContentType, string? Headers, byte[]? Body, byte[]? Sealed)
    {
        public static Answer Read(NpgsqlDataReader row) => new(
            row.GetFieldValue<byte[]>(0), row.IsDBNull(1) ? null : row.GetInt32(1),
            row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4), row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5));

        public async Task Send(HttpContext context, byte[] body)
        {
            context.Response.StatusCode = Status!.Value;
            context.Response.ContentType = ContentType;
            context.Response.Headers["Idempotent-Replayed"] = "true";
            foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(Headers ?? "{}")!)
                context.Response.Headers[name] = value;
            if (body.Length > 0) await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}

/// <summary>Forgets answers that are repeated no more: they may hold links, and what people wrote. Any node may.</summary>
internal sealed partial class IdempotencySweep(Database database, TimeProvider time, ILogger<IdempotencySweep> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(Pause, time, Forget, fault => LogPostponed(log, fault), stoppingToken);

    private async Task Forget(CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "delete from app.idempotency_keys where created_at < $1", time.GetUtcNow() - Limits.IdempotencyKept);
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answers that are repeated no more are forgotten later")]
    private static partial void LogPostponed(ILogger log, Exception fault);
}
