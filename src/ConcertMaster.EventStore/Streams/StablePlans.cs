using Npgsql;

namespace ConcertMaster.EventStore.Streams;

/// <summary>
/// A plan that was made while the tables were nearly empty would scan them, and a prepared statement keeps its plan until
/// they are next analysed. Whoever looks up rows by their keys therefore does without scans from the beginning, and without
/// planning anew for each of the first few times on each connection.
/// </summary>
internal static class StablePlans
{
    /// <summary>Holds for the transaction.</summary>
    public const string Setting =
        "set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)";

    /// <summary>The first command of a batch.</summary>
    public static NpgsqlBatchCommand Command() => new($"select {Setting}");
}
