using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Access;

/// <summary>What other slices may ask about organisations and people.</summary>
public interface IDirectory
{
    /// <summary>The organisation with this slug, or null.</summary>
    Task<TenantId?> FindOrganisation(string slug, CancellationToken ct);

    /// <summary>The name and slug of an organisation.</summary>
    Task<OrganisationProfile?> Organisation(TenantId tenant, CancellationToken ct);

    /// <summary>The person as an actor with today's role; null when unknown or deactivated.</summary>
    Task<Actor?> Find(TenantId tenant, UserId user, CancellationToken ct);

    /// <summary>Everybody of an organisation.</summary>
    Task<IReadOnlyList<Actor>> Members(TenantId tenant, CancellationToken ct);

    /// <summary>Those of an organisation who are named by address or id; in a large one far less than everybody.</summary>
    Task<IReadOnlyList<Actor>> Among(TenantId tenant, IReadOnlyCollection<string> addressesAndIds, CancellationToken ct);

    /// <summary>
    /// Waits until <see cref="Members"/> and <see cref="Among"/> show what the log says up to there, for some seconds at most:
    /// whoever acts on an event must find those who were there before it.
    /// </summary>
    Task ShowsUpTo(long sequence, CancellationToken ct);
}

public sealed record OrganisationProfile(TenantId Tenant, string Slug, string Name);

/// <summary>Makes organisations and accounts; used at set-up and by owners.</summary>
public interface IAccounts
{
    /// <summary>Registers an organisation; the existing one when the slug is taken.</summary>
    Task<TenantId> RegisterOrganisation(string slug, string name, CancellationToken ct);

    /// <summary>Registers a person; the existing one when the e-mail address is known in the organisation.</summary>
    Task<UserId> RegisterUser(
        TenantId tenant, string email, string name, Role role, string password, CancellationToken ct);
}

/// <summary>What a new installation waits for.</summary>
public interface IFirstSetup
{
    /// <summary>The code for making the first organisation in the browser; null when there is an account already.</summary>
    Task<string?> PendingCode(CancellationToken ct);
}

/// <summary>Lets somebody who is signed in prove it once more, as at the moment of an electronic signature.</summary>
public interface IReauthentication
{
    /// <returns>Null when the password is the actor's own; else why not.</returns>
    Task<Refusal?> Check(Actor actor, string password, HttpContext http, CancellationToken ct);
}

public static class DirectoryReading
{
    /// <summary>The name of whoever an event names as its actor: a person, or a part of the system.</summary>
    public static async ValueTask<string?> NameOf(
        this IDirectory directory, TenantId tenant, string? userName, CancellationToken ct) =>
        Guid.TryParse(userName, out var id) && await directory.Find(tenant, new(id), ct) is { } actor
            ? actor.Name
            : userName;
}
