using Npgsql;

namespace ConcertMaster.EventStore.Streams;

/// <summary>
/// One server process, known by its number and a name of its own, since numbers are used again.
/// </summary>
internal readonly record struct BackendId(int ProcessId, string ApplicationName)
{
    /// <summary>
    /// Settles the plans of an append connection and marks its server process. Sequential scans are off because a
    /// plan made while the tables were nearly empty would be kept; custom plans are off because the arrays differ at
    /// each call and planning would cost more than running. Where the role may, it does without the foreign key
    /// trigger, which would look up the row that the function has just written or locked.
    /// </summary>
    public static async Task<BackendId> Prepare(NpgsqlConnection connection, string nodeName, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select set_config('plan_cache_mode', 'force_generic_plan', false),
                   set_config('enable_seqscan', 'off', false),
                   set_config('jit', 'off', false),
                   set_config('application_name', $1, false),
                   case when has_parameter_privilege('session_replication_role', 'SET')
                        then set_config('session_replication_role', 'replica', false) end
            """, connection);
        var name = $"append {Guid.CreateVersion7():n} {nodeName}";
        name = name[..Math.Min(63, name.Length)];
        command.Parameters.Add(new() { Value = name });
        await command.ExecuteNonQueryAsync(ct);
        return new(connection.ProcessID, name);
    }

    /// <summary>Takes the settings back, where the connection is still there.</summary>
    public static async Task Restore(NpgsqlConnection connection)
    {
        if (connection.FullState != System.Data.ConnectionState.Open) return;
        try
        {
            await using var command = new NpgsqlCommand("reset all", connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // It is broken, and the pool will not give it to anybody.
        }
    }

    /// <summary>
    /// Stops the process if it still runs, and returns only when it is gone: from then on what it did not commit
    /// will never be committed.
    /// </summary>
    /// <param name="connection">As the owner: after <c>set role</c> one's own sessions are a stranger's.</param>
    public async Task EnsureGone(NpgsqlConnection connection, TimeProvider time, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and application_name = $2",
            connection)
        {
            Parameters = { new() { Value = ProcessId }, new() { Value = ApplicationName } },
        };
        while (await command.ExecuteScalarAsync(ct) is not null)
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, ct);
    }
}
