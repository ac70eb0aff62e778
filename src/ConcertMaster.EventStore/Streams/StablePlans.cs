using Npgsql;

namespace ConcertMaster.EventStore.Streams;

/// <summary>
/// A plan that was made while the tables were nearly empty would scan them, and a prepared statement keeps its plan until
/// they are next analysed. Whoever looks up rows by their keys therefore does without scans from the beginning. How many
/// rows are looked up differs from call to call, so that the planner is left to choose between one plan for all and one for each.
/// </summary>
internal static class StablePlans
{
    /// <summary>Holds for the transaction.</summary>
    public const string Setting = "set_config('enable_seqscan', 'off', true)";

    /// <summary>The first command of a batch.</summary>
    public static NpgsqlBatchCommand Command() => new($"select {Setting}");
}
