using System.Security.Cryptography;
using ConcertMaster.EventStore.Serialization;
using Npgsql;

namespace ConcertMaster.EventStore;

/// <summary>How a store reaches its database, and the limits it keeps.</summary>
public sealed record EventStoreOptions
{
    /// <summary>Connects as the owner of the schema; used for migrations and for the tables of a rebuild.</summary>
    public required NpgsqlDataSource Owner { get; init; }

    /// <summary>Connects as the role that sees every tenant: appends, projections, subscriptions, the tail.</summary>
    public required NpgsqlDataSource System { get; init; }

    /// <summary>Connects as the role whose rows are limited to the tenant set for the transaction: stream reads.</summary>
    public required NpgsqlDataSource Requests { get; init; }

    /// <summary>The event types of the application: stored names, JSON, upcasters.</summary>
    public required EventCatalogue Catalogue { get; init; }

    /// <summary>The run-time setting that row-level security compares <c>tenant_id</c> with.</summary>
    public string TenantSetting { get; init; } = "concertmaster.tenant";

    /// <summary>Role that sees every tenant. Null: no grants and no row-level security are set up.</summary>
    public string? SystemRole { get; init; }

    /// <summary>Role of requests; sees the tenant of its transaction. Null: none.</summary>
    public string? RequestsRole { get; init; }

    /// <summary>Read-only role of analysts; sees the tenant of its session. Null: none.</summary>
    public string? AnalystRole { get; init; }

    /// <summary>Name of this node in leases and heartbeats; unique in the cluster.</summary>
    /// <value>Machine, process id and a part of a fresh id.</value>
    public string NodeName { get; init; } =
        $"{Environment.MachineName}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";

    /// <summary>The clock of waits, retries and leases; event times come from the callers.</summary>
    /// <value>The system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Appends waiting for a commit before further ones are refused.</summary>
    /// <value>4,096.</value>
    public int AppendQueueLength { get; init => field = Require.Between(1, value, 1_000_000); } = 4_096;

    /// <summary>Requests that share one commit at most.</summary>
    /// <value>512.</value>
    public int AppendBatchCountMax { get; init => field = Require.Between(1, value, 10_000); } = 512;

    /// <summary>Bytes of event data that share one commit at most (one larger request goes alone).</summary>
    /// <value>4 MiB.</value>
    public int AppendBatchBytesMax { get; init => field = Require.Between(1, value, 1 << 30); } = 4 << 20;

    /// <summary>How long an append whose connection was lost is looked up before its outcome is given as unknown.</summary>
    /// <value>20 seconds.</value>
    public TimeSpan AppendLookupTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Events read from the log in one query.</summary>
    /// <value>1,000.</value>
    public int ReadPageCount { get; init => field = Require.Between(1, value, 100_000); } = 1_000;

    /// <summary>Events that a projection applies in one transaction.</summary>
    /// <value>2,000.</value>
    public int ProjectionBatchCount { get; init => field = Require.Between(1, value, 100_000); } = 2_000;

    /// <summary>Events that a rebuild applies in one transaction.</summary>
    /// <value>5,000.</value>
    public int RebuildBatchCount { get; init => field = Require.Between(1, value, 100_000); } = 5_000;

    /// <summary>How often the log is looked at when no notification arrives.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan SlowPoll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a node keeps a shard without renewing its lease.</summary>
    /// <value>3 seconds.</value>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For tests: called where a commit can go wrong. Null in every other use.</summary>
    internal IAppendFaults? Faults { get; init; }

    /// <summary>The channel on which a commit announces its last sequence.</summary>
    public string NotificationChannel { get; init; } = "concertmaster_events";
}

/// <summary>The moments of an append at which a test stalls it, kills it or cuts its connection.</summary>
internal interface IAppendFaults
{
    /// <summary>All rows are written and all locks held; an exception rolls back.</summary>
    Task BeforeCommit();

    /// <summary>Committed, and nobody knows it yet; an exception is a lost connection.</summary>
    Task BeforeReply();
}

internal static class Require
{
    public static int Between(int least, int value, int most) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"Must be between {least} and {most}.");
}
