using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>
/// Who acts on a review, with the groups he belongs to at that moment and the absent whom he stands in for. The address
/// is compared, never stored with the decision.
/// </summary>
internal sealed record Reviewer(UserId Id, string Name, string Email)
{
    /// <summary>Keys of the teams, the role and the skills: <c>team:0198…</c>, <c>role:reviewer</c>.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<Reviewer> StandsInFor { get; init; } = [];

    public ReviewPerson Person => new(Id, Name);

    /// <summary>Every key under which a stage may have a seat for this person.</summary>
    public IReadOnlyList<string> Keys =>
        [StageSeat.KeyOf(SeatKind.Person, Email), StageSeat.KeyOf(SeatKind.Person, Id.ToString()), .. Groups];

    public bool IsAmong(IEnumerable<string> people) => people.Any(one =>
        string.Equals(one, Email, StringComparison.OrdinalIgnoreCase)
        || string.Equals(one, Id.ToString(), StringComparison.OrdinalIgnoreCase));
}
