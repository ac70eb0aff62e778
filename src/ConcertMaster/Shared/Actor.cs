using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Shared;

public readonly record struct UserId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

public enum Role { Owner, Builder, Operator, Reviewer, Auditor }

/// <summary>Who is asking, in which organisation, in which role. Injected into endpoints.</summary>
public sealed record Actor(UserId UserId, string Name, string Email, TenantId Tenant, Role Role)
{
    public bool May(Permission permission) => RolePermissions.Allows(Role, permission);
}

/// <summary>Names under which parts of the system itself act, as stored in an event's user name.</summary>
public static class SystemActors
{
    public const string Engine = "system:engine";
    public const string Scheduler = "system:scheduler";
    public const string Webhook = "system:webhook";
    public const string PublicForm = "system:public-form";
    public const string Seed = "system:seed";
}
