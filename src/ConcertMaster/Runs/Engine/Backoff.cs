using System.Security.Cryptography;
using System.Text;
using ConcertMaster.Workflows;

namespace ConcertMaster.Runs.Engine;

/// <summary>How long to wait before the next attempt.</summary>
internal static class Backoff
{
    /// <summary>Doubles with each attempt up to the limit; the jitter comes from the step's key, so a replay agrees.</summary>
    public static TimeSpan Delay(RetryPolicy policy, int attempt, string idempotencyKey)
    {
        var seconds = policy.BackoffSeconds * Math.Pow(2, Math.Min(attempt - 1, 30));
        var capped = Math.Min(seconds, policy.BackoffSecondsMax);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{idempotencyKey}#{attempt}"));
        var chance = BitConverter.ToUInt32(hash) / (double)uint.MaxValue;
        return TimeSpan.FromSeconds(Math.Max(0, capped * (1 + (policy.Jitter * ((2 * chance) - 1)))));
    }
}
