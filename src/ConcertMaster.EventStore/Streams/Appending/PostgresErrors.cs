using Npgsql;

namespace ConcertMaster.EventStore.Streams;

/// <summary>What an error code of the server says about the transaction it ended.</summary>
internal static class PostgresErrors
{
    /// <summary>The server itself rolled back for a reason that may pass: it is safe to try again.</summary>
    public static bool IsTransient(PostgresException error) => error.SqlState is
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ObjectInUse
        || error.SqlState.StartsWith("53", StringComparison.Ordinal);

    /// <summary>The connection is gone with it, and what had become of the transaction has to be looked up.</summary>
    public static bool EndsConnection(PostgresException error) =>
        error.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || error.SqlState.StartsWith("08", StringComparison.Ordinal)
        || error.Severity is "FATAL" or "PANIC";
}
