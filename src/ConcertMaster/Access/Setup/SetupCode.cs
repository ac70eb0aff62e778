using System.Security.Cryptography;
using ConcertMaster.Shared;

namespace ConcertMaster.Access.Setup;

/// <summary>
/// While an installation has no account, whoever can read what the program prints may make the first one: the code
/// stands in the database, so that every node prints and accepts the same, and is gone once it was used.
/// </summary>
internal sealed class SetupCode(Database database, Accounts accounts) : IFirstSetup
{
    // Without letters and digits that are taken for each other.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 12;

    public async Task<string?> PendingCode(CancellationToken ct)
    {
        if (await accounts.Any(ct)) return null;
        await using var command = database.System.CreateCommand("""
            with made as (insert into app.setup_code (code) values ($1) on conflict do nothing returning code)
            select code from made union all select code from app.setup_code limit 1
            """, RandomNumberGenerator.GetString(Alphabet, Length));
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    /// <returns>True once, for the right code.</returns>
    public async Task<bool> Use(string code, CancellationToken ct)
    {
        await using var command = database.System.CreateCommand(
            "delete from app.setup_code where code = $1", code.Trim().ToUpperInvariant());
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
