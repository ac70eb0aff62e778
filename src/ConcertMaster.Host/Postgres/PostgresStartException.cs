namespace ConcertMaster.Host.Postgres;

/// <summary>PostgreSQL could not be started; the message says why, and what a person can do about it.</summary>
internal sealed class PostgresStartException : Exception
{
    public PostgresStartException(string message) : base(message)
    {
    }

    public PostgresStartException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Another process has the port; a second attempt on another one may succeed.</summary>
    public bool IsPortTaken { get; init; }
}
