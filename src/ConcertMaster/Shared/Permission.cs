using System.Collections.Frozen;

namespace ConcertMaster.Shared;

/// <summary>What an actor may do. Stored and sent as <c>workflows.edit</c>.</summary>
public enum Permission
{
    ViewWorkflows, EditWorkflows, PublishWorkflows,
    ViewRuns, StartRuns, ControlRuns,
    ViewForms, EditForms, SendForms, ViewResponses, AmendResponses,
    ViewPersonal, ViewSecret, ErasePersons,
    ViewReviews, DecideReviews, AssignReviews,
    ViewConnections, EditConnections,
    ViewAudit, ViewSystem, OperateSystem, ManageUsers,
}

/// <summary>The one place that says which role may do what.</summary>
public static class RolePermissions
{
    private static readonly Permission[] Views =
    [
        Permission.ViewWorkflows, Permission.ViewRuns, Permission.ViewForms, Permission.ViewResponses,
        Permission.ViewReviews,
    ];

    private static readonly Permission[] Builds =
    [
        .. Views, Permission.EditWorkflows, Permission.PublishWorkflows, Permission.StartRuns, Permission.ControlRuns,
        Permission.EditForms, Permission.SendForms, Permission.AssignReviews, Permission.ViewConnections, Permission.EditConnections,
        Permission.ViewSystem,
    ];

    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Table =
        new Dictionary<Role, FrozenSet<Permission>>
        {
            [Role.Owner] = Enum.GetValues<Permission>().ToFrozenSet(),
            [Role.Builder] = Builds.ToFrozenSet(),
            [Role.Operator] = ((Permission[])[.. Views, Permission.StartRuns, Permission.ControlRuns, Permission.SendForms,
                Permission.AmendResponses, Permission.AssignReviews, Permission.ViewPersonal, Permission.ViewSystem,
                Permission.OperateSystem]).ToFrozenSet(),
            [Role.Reviewer] = ((Permission[])[.. Views, Permission.DecideReviews]).ToFrozenSet(),
            [Role.Auditor] = ((Permission[])[.. Views, Permission.ViewConnections, Permission.ViewAudit,
                Permission.ViewSystem]).ToFrozenSet(),
        }.ToFrozenDictionary();

    public static bool Allows(Role role, Permission permission) => Table[role].Contains(permission);

    public static IReadOnlyList<string> Of(Role role) => [.. Table[role].Select(NameOf).Order(StringComparer.Ordinal)];

    /// <summary><c>EditWorkflows</c> → <c>workflows.edit</c>.</summary>
    public static string NameOf(Permission permission)
    {
        var name = permission.ToString();
        var split = 1 + name.AsSpan(1).IndexOfAnyInRange('A', 'Z');
        return $"{name[split..].ToLowerInvariant()}.{name[..split].ToLowerInvariant()}";
    }
}
