namespace ConcertMaster.Reviews;

/// <summary>When enough of a stage's reviewers have said yes.</summary>
internal enum RuleKind { Any, All, Count, Weight, OnePerGroup }

/// <summary>Whether one rejection ends the review, or as many as an approval would need.</summary>
internal enum RejectedBy { One, Rule }

/// <param name="Needed">Approvals of <see cref="RuleKind.Count"/>, weight of <see cref="RuleKind.Weight"/>.</param>
internal sealed record StageRule(RuleKind Kind, int Needed = 1, RejectedBy RejectedBy = RejectedBy.One)
{
    public static readonly StageRule Any = new(RuleKind.Any);
}

internal enum SeatKind { Person, Team, Role, Skill }

/// <summary>Somebody, or one of a group, who may decide in a stage.</summary>
/// <param name="Id">An e-mail address or user id, the id of a team, the name of a role or of a skill.</param>
/// <param name="Weight">Counts in <see cref="RuleKind.Weight"/> alone.</param>
/// <param name="MayVeto">Rejects alone, even where the stage rejects by its rule.</param>
internal sealed record StageSeat(SeatKind Kind, string Id, int Weight = 1, bool MayVeto = false)
{
    /// <summary>As it is stored with an opinion and compared in the inbox: <c>team:0198…</c>.</summary>
    public string Key => KeyOf(Kind, Id);

    public static string KeyOf(SeatKind kind, string id) => $"{kind.ToString().ToLowerInvariant()}:{id.ToLowerInvariant()}";

    public bool Fits(Reviewer reviewer) => reviewer.Keys.Contains(Key);
}

/// <summary>One stage of a review. Stages of the same step run side by side; the next step opens when all are passed.</summary>
internal sealed record ReviewStage(string Id, string Name, int Step, StageRule Rule, IReadOnlyList<StageSeat> Seats)
{
    /// <summary>The only stage of a review that was asked for without any.</summary>
    public const string Single = "review";

    /// <summary>A JSONata expression over the data; the stage is passed over where it is not true.</summary>
    public string? When { get; init; }

    /// <summary>What an approval covers: it lapses when one of these fields changes. Empty: every field.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The meaning of the signature, such as "approved for release". Null: nobody signs.</summary>
    public string? Signature { get; init; }

    /// <summary>Nobody sees what the others said before having had a say.</summary>
    public bool IsBlind { get; init; }

    /// <summary>Whether somebody who has decided in another stage may decide in this one too.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>What reviewers choose from instead of approving or rejecting. Empty: they do that.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Who settles it when readers have chosen different labels. Empty: whoever of the stage has not read it.</summary>
    public IReadOnlyList<StageSeat> Adjudicators { get; init; } = [];

    public bool IsLabelling => Labels.Count > 0;

    public bool Covers(IReadOnlyCollection<string> changed) =>
        Fields.Count == 0 || changed.Count == 0 || Fields.Any(changed.Contains);

    /// <summary>What reviews had before there were stages: anybody, or those named, and a number of approvals.</summary>
    public static ReviewStage Of(IReadOnlyList<string> assignees, int requiredApprovals) =>
        new(Single, "Review", 1, new(RuleKind.Count, requiredApprovals),
            [.. assignees.Select(one => new StageSeat(SeatKind.Person, one))]);
}
