using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Teams;

/// <summary>Limits of this slice.</summary>
internal static class TeamLimits
{
    /// <summary>Most members of one team.</summary>
    public const int MemberCountMax = 500;

    /// <summary>Most skills of one person.</summary>
    public const int SkillCountMax = 50;

    /// <summary>Most absences of one person that are kept.</summary>
    public const int AbsenceCountMax = 200;

    /// <summary>Longest absence.</summary>
    public static readonly TimeSpan AbsenceMax = TimeSpan.FromDays(3 * 366);
}

internal static class TeamRefusals
{
    public static readonly Refusal NotFound = new("team.not-found", 404,
        "There is no such team. It may have been dissolved; look at the list of teams.");
    public static readonly Refusal NameInvalid = new("team.name-invalid", 422,
        "Give the team a name of at most 200 characters.");
    public static readonly Refusal TooManyMembers = new("team.too-many-members", 422,
        $"A team has at most {TeamLimits.MemberCountMax} members. Make several teams.");
    public static readonly Refusal SkillsInvalid = new("workplace.skills-invalid", 422,
        $"A person has at most {TeamLimits.SkillCountMax} skills of at most 200 characters.");
    public static readonly Refusal PersonUnknown = new("workplace.person-unknown", 404,
        "There is no such person in this organisation, or the account is deactivated.");
    public static readonly Refusal AbsenceInvalid = new("workplace.absence-invalid", 422,
        "An absence ends after it begins, lasts three years at most, names somebody else as the substitute, and a reason "
        + "has at most 200 characters.");
    public static readonly Refusal TooManyAbsences = new("workplace.too-many-absences", 409,
        $"A person has at most {TeamLimits.AbsenceCountMax} absences. Cancel some of the past.");
    public static readonly Refusal AbsenceUnknown = new("workplace.absence-unknown", 404,
        "There is no such absence. It may have been cancelled already.");
}
