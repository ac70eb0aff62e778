using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Npgsql;

namespace ConcertMaster.Access.People;

/// <summary>
/// Nobody takes the ownership from himself, so one owner is always left, as long as two do not take it from each other at
/// once: each is in a stream of its own, and neither would meet the other. So one change is made after the other, and
/// whoever makes it is asked about again when it is his turn.
/// </summary>
internal sealed class Ownership(Database database) : IDisposable
{
    // One connection of this node at a time: many that wait for the lock would leave none to the one that has it.
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="expectedVersion">Of the person that is changed; null: any.</param>
    public async Task<Outcome<User>> Transact(
        EventSession session, Actor by, UserId person, Func<User, Decision<UserEvent>> decide, long? expectedVersion,
        CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await using var connection = await database.System.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand(
                "select pg_advisory_xact_lock(hashtextextended('ownership/' || $1, 0))", connection, transaction)
            {
                Parameters = { new() { Value = session.Tenant.Value } },
            };
            await command.ExecuteNonQueryAsync(ct);
            // From the stream: what is kept in memory may be older than the turn.
            var (self, _) = await session.Load(UserStream.For(by.UserId), ct: ct);
            return self is User.Active active && RolePermissions.Allows(active.Role, Permission.ManageUsers)
                ? await session.Transact(UserStream.For(person), decide, expectedVersion, ct)
                : new(new User.Unknown(), 0, 0, CommonRefusals.AccessDenied);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
