using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Forms.Distributions;

/// <param name="PartsDone">Parts of recipients that were gone through.</param>
internal sealed record SendingClaim(TenantId Tenant, Guid Distribution, int PartsDone, int Sent, int Undelivered);

/// <summary>
/// Which node is at which sending, and how far it has come. Two nodes at one would send nothing twice, since each letter
/// has its key; the lease spares them the work.
/// </summary>
internal sealed class SendingClaims(Database database, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private readonly Guid _node = Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>Sendings that nobody is at, the oldest first.</summary>
    public async Task<List<(TenantId Tenant, Guid Distribution)>> Open(int countMax, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select d.tenant_id, d.distribution_id
              from read.distributions d left join app.sendings s using (tenant_id, distribution_id)
             where d.status = 'sending' and coalesce(s.leased_until, $1) <= $1 and coalesce(s.waits_until, $1) <= $1
               and coalesce(d.opens_at, $1) <= $1
             order by d.accepted_at limit $2
            """, time.GetUtcNow(), countMax);
        await using var row = await command.ExecuteReaderAsync(ct);
        var open = new List<(TenantId, Guid)>();
        while (await row.ReadAsync(ct)) open.Add((new(row.GetString(0)), row.GetGuid(1)));
        return open;
    }

    /// <summary>Null when another node is at it, or it has to wait.</summary>
    public async Task<SendingClaim?> Take(TenantId tenant, Guid distribution, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var command = database.System.CreateCommand("""
            insert into app.sendings as s (tenant_id, distribution_id, parts_done, sent, undelivered, leased_by, leased_until)
            values ($1, $2, 0, 0, 0, $3, $4)
            on conflict (tenant_id, distribution_id) do update
               set leased_by = excluded.leased_by, leased_until = excluded.leased_until, waits_until = null, because = null
             where s.leased_until <= $5 and coalesce(s.waits_until, $5) <= $5
            returning parts_done, sent, undelivered
            """, tenant.Value, distribution, _node, now + Lease, now);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(tenant, distribution, row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)) : null;
    }

    /// <summary>Notes how far it has come and keeps the claim; false when another node has taken it over.</summary>
    public async Task<bool> Keep(SendingClaim claim, CancellationToken ct) => await Update(claim, """
        parts_done = $4, sent = $5, undelivered = $6, leased_until = $7
        """, ct, claim.PartsDone, claim.Sent, claim.Undelivered, time.GetUtcNow() + Lease) == 1;

    /// <summary>Lets it wait; any node may go on with it afterwards.</summary>
    public Task Wait(SendingClaim claim, TimeSpan pause, string because) => Update(claim, """
        parts_done = $4, sent = $5, undelivered = $6, leased_until = $7, waits_until = $8, because = $9
        """, CancellationToken.None, claim.PartsDone, claim.Sent, claim.Undelivered, time.GetUtcNow(), time.GetUtcNow() + pause, because);

    public Task GiveBack(SendingClaim claim) => Update(claim, "leased_until = $4", CancellationToken.None, time.GetUtcNow());

    public async Task Forget(SendingClaim claim)
    {
        await using var command = database.System.CreateCommand(
            "delete from app.sendings where tenant_id = $1 and distribution_id = $2", claim.Tenant.Value, claim.Distribution);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<int> Update(SendingClaim claim, string set, CancellationToken ct, params object[] values)
    {
        await using NpgsqlCommand command = database.System.CreateCommand(
            $"update app.sendings set {set} where tenant_id = $1 and distribution_id = $2 and leased_by = $3",
            [claim.Tenant.Value, claim.Distribution, _node, .. values]);
        return await command.ExecuteNonQueryAsync(ct);
    }
}
