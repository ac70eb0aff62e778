using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Operations;

/// <summary>
/// Which organisations run this installation: those that <c>System:OperatedBy</c> names by their slugs, or else the one that
/// was there first. What all organisations share is stopped, and its failures are read, by their operators alone.
/// </summary>
internal sealed class Operators(IConfiguration configuration, Database database)
{
    public const string Setting = "System:OperatedBy";

    public static readonly Refusal NotOperatedByYou = new("projection.not-operated-by-you", 403,
        "All organisations of this installation share it, and yours does not run the installation. Ask whoever does; the " +
        $"setting {Setting} says who that is.");

    private string? _first;

    /// <summary>Whether the actor may see and stop what concerns every organisation.</summary>
    public async ValueTask<bool> Include(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.OperateSystem)) return false;
        return configuration[Setting] is { Length: > 0 } slugs
            ? Named(slugs).Contains(actor.Tenant)
            : actor.Tenant.Value == (_first ??= await First(ct));
    }

    private static IEnumerable<TenantId> Named(string slugs) =>
        slugs.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(slug => new TenantId(StableId.From("organisation", slug).ToString()));

    // Asked of the log: the list of organisations is a projection itself, and may be the one that stands.
    private async Task<string?> First(CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select tenant_id from events.mt_events where type = 'organisation.registered.v1' order by seq_id limit 1
            """);
        return await command.ExecuteScalarAsync(ct) as string;
    }
}
