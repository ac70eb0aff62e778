using ConcertMaster.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Access.Setup;

/// <summary>
/// Makes the organisation and the owner that the configuration names under <c>Setup</c> (Organisation, Slug, OwnerName,
/// OwnerEmail, OwnerPassword), when they are not there yet: how an installation gets its first account.
/// </summary>
internal sealed class FirstOrganisation(
    IAccounts accounts, IConfiguration configuration, ILogger<FirstOrganisation> log) : IHostedService
{
    public async Task StartAsync(CancellationToken ct)
    {
        var setup = configuration.GetSection("Setup");
        if (setup["OwnerEmail"] is not { Length: > 0 } email) return;
        var password = setup["OwnerPassword"];
        if (password is not { Length: >= Limits.PasswordLengthMin })
            throw new InvalidOperationException(
                $"Setup:OwnerPassword must have at least {Limits.PasswordLengthMin} characters.");
        var name = setup["Organisation"] ?? "My organisation";
        var tenant = await accounts.RegisterOrganisation(setup["Slug"] ?? "main", name, ct);
        await accounts.RegisterUser(tenant, email, setup["OwnerName"] ?? email, Role.Owner, password, ct);
        log.LogInformation("The organisation {Organisation} has the owner {Owner}", name, email);
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
