using System.Security.Cryptography;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.DataProtection;

namespace ConcertMaster.Access.Passwords;

/// <summary>Who may set a password by a link, until when, and which password it replaces.</summary>
internal sealed record PasswordTicket(
    string Tenant, Guid User, string Email, DateTimeOffset? Replaces, DateTimeOffset ValidUntil);

/// <summary>
/// Links to set a password. The link itself carries everything, protected by the installation's keys; it names the
/// moment of the password that it replaces, so that it works once and an older one not at all.
/// </summary>
internal sealed class PasswordLinks(
    IDataProtectionProvider protection, IPublicAddress address, IMailer mailer, Accounts accounts, TimeProvider time)
{
    private const int TokenLengthMax = 2_000;
    private readonly IDataProtector _protector = protection.CreateProtector("password-links.v1");

    public async Task<string> UrlFor(TenantId tenant, UserId user, string email, CancellationToken ct)
    {
        var ticket = new PasswordTicket(tenant.Value, user.Value, email, await accounts.PasswordSetAt(email, ct),
            time.GetUtcNow() + Limits.PasswordLinkValid);
        return $"{address.Root}/password/{_protector.Protect(JsonSerializer.Serialize(ticket))}";
    }

    /// <summary>
    /// The link for an owner to hand over, only where no letter can leave: otherwise it is between the system and the
    /// person, since whoever holds it can act as that person.
    /// </summary>
    public async Task<string?> ForHandingOver(TenantId tenant, UserId user, string email, CancellationToken ct) =>
        mailer.CanSend ? null : await UrlFor(tenant, user, email, ct);

    /// <summary>Null when the link is forged, has run out, or was used.</summary>
    public async Task<PasswordTicket?> Read(string token, CancellationToken ct) =>
        Unprotect(token) is { } ticket && ticket.ValidUntil > time.GetUtcNow()
        && await accounts.PasswordSetAt(ticket.Email, ct) == ticket.Replaces
            ? ticket
            : null;

    private PasswordTicket? Unprotect(string token)
    {
        if (token.Length > TokenLengthMax) return null;
        try
        {
            return JsonSerializer.Deserialize<PasswordTicket>(_protector.Unprotect(token));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
