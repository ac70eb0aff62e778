using ConcertMaster.EventStore.Schema;

namespace ConcertMaster.EventStore.Tests.Fixtures;

/// <summary>
/// Switches off one of the things that the store's promises rest on, when EVENTSTORE_MUTATION names it, so that it
/// can be seen that the tests notice. See mutations.sh.
/// </summary>
internal static class Mutation
{
    public static async Task Apply(EventStoreOptions options)
    {
        var sql = Environment.GetEnvironmentVariable("EVENTSTORE_MUTATION") switch
        {
            null or "" or "none" => null,
            "lock" => Without("shared_streams", ("perform pg_advisory_xact_lock(7316520115141103);", "")),
            "version" => Without("shared_streams", ("or e.version = bases[e.ord]", "or true"),
                ("or expected[i] = turn", "or true"), ("and s.version = expected", ""),
                ("elsif expected >= 0 and expected <> base then", "elsif false then")),
            "progress" => Without("bookkeeping", ("and p.last_seq_id = from_sequence", ""),
                ("and exists (select from app.event_leases l where l.shard = lease and l.token = lease_token)", "")),
            "tenant" => "alter policy own_tenant_es_requests on events.mt_events using (true)",
            var unknown => throw new InvalidOperationException($"There is no mutation {unknown}."),
        };
        if (sql is null) return;
        await using var command = options.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string Without(string script, params (string From, string To)[] changes)
    {
        var sql = EventStoreSchema.Scripts.Single(one => one.Name == script).Sql;
        foreach (var (from, to) in changes)
        {
            sql.ShouldContain(from);
            sql = sql.Replace(from, to);
        }
        return sql;
    }
}
