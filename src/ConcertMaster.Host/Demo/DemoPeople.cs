using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Host.Demo;

/// <summary>
/// The organisation that a newcomer signs in to. Its passwords are known to everybody, so it exists in Development only.
/// </summary>
internal sealed class DemoPeople(IAccounts accounts, IDirectory directory, IHostEnvironment environment) : IHostedService
{
    public const string Slug = "demo";
    public const string Password = "demo";

    private static readonly (string Email, string Name, Role Role)[] People =
    [
        ("owner@demo.test", "Olivia Owner", Role.Owner),
        ("builder@demo.test", "Ben Builder", Role.Builder),
        ("reviewer@demo.test", "Rita Reviewer", Role.Reviewer),
        ("second@demo.test", "Sam Second", Role.Reviewer),
        ("auditor@demo.test", "Ada Auditor", Role.Auditor),
    ];

    public async Task StartAsync(CancellationToken ct)
    {
        if (!environment.IsDevelopment()) return;
        var tenant = await accounts.RegisterOrganisation(Slug, "Demo organisation", ct);
        // Hashing a password is slow by design. Where the last of them is known, the others are complete; he himself may
        // have been left without a password by an interrupted start.
        var first = await IsKnown(tenant, People[^1].Email, ct) ? People.Length - 1 : 0;
        foreach (var person in People[first..])
            await accounts.RegisterUser(tenant, person.Email, person.Name, person.Role, Password, ct);
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

    private async Task<bool> IsKnown(TenantId tenant, string email, CancellationToken ct) =>
        await directory.Find(tenant, new UserId(StableId.From("user", tenant.Value, email)), ct) is not null;
}
