using System.Text.Json;
using ConcertMaster.EventStore.Decisions;

namespace ConcertMaster.Reviews;

using static Decision<ReviewEvent>;

/// <summary>What is under review is no longer what it was.</summary>
/// <param name="By">
/// A member's id, so that what he has lent to others is known too; of anybody else the address, or the part of the system.
/// </param>
/// <param name="StagesPassedOver">Ids of the stages whose condition the new data does not meet.</param>
internal sealed record ChangeSubject(
    JsonElement Data, string By, IReadOnlyList<string> StagesPassedOver, DateTimeOffset At);

internal static partial class ReviewDecider
{
    /// <summary>Approvals that covered a changed field lapse, and no others; whoever changed it decides no more.</summary>
    public static Decision<ReviewEvent> Decide(ChangeSubject command, Review state)
    {
        if (state is Review.NotRequested) return Refuse(ReviewRefusals.NotFound);
        if (state is Review.Decided) return Refuse(ReviewRefusals.AlreadyDecided);
        if (state is not Review.Open { File: var file }) return Refuse(ReviewRefusals.Withdrawn);
        // An approval of other data would let the act pass that nobody has looked at.
        if (GatedActs.All.Contains(file.Request.Subject.Kind)) return Refuse(ReviewRefusals.ActFixed);
        var hash = ReviewFile.HashOf(command.Data);
        if (hash == file.ContentHash && file.Awaited is null) return Nothing;
        if (file.Revisions.Count >= ReviewLimits.RevisionCountMax) return Refuse(ReviewRefusals.TooManyRevisions);
        var changed = SubjectChanges.Between(file.Request.Data, command.Data);
        var lapsed = file.Standing
            .Where(one => one.Verdict is Stance.Approved or Stance.Labelled && SubjectChanges.Lapses(file, one, hash, changed))
            .Select(one => one.By).ToList();
        var @event = new ReviewSubjectChanged(
            file.Id, command.Data, changed, hash, command.By, lapsed, command.StagesPassedOver, [],
            DueDates.AfterRest(file, command.At), command.At, file.Awaited?.By);
        return Accept(@event with { Open = Table.Waiting(SubjectChanges.Apply(file, @event)) });
    }
}

internal static class SubjectChanges
{
    /// <summary>Names of the fields that differ; none where the data is no object, which changes as a whole.</summary>
    public static IReadOnlyList<string> Between(JsonElement before, JsonElement after)
    {
        if (before.ValueKind != JsonValueKind.Object || after.ValueKind != JsonValueKind.Object) return [];
        var names = before.EnumerateObject().Concat(after.EnumerateObject()).Select(field => field.Name).Distinct();
        return [.. names.Where(name => !JsonElement.DeepEquals(ValueOf(before, name), ValueOf(after, name)))];
    }

    /// <summary>An opinion stands for the fields that its stage covers; each of these changed is another content.</summary>
    public static bool Lapses(ReviewFile file, ReviewOpinion opinion, string hash, IReadOnlyList<string> changed) =>
        hash != file.ContentHash
        && file.Stages.FirstOrDefault(stage => stage.Id == opinion.Stage)?.Covers(changed) != false;

    public static ReviewFile Apply(ReviewFile file, ReviewSubjectChanged e) => file with
    {
        Request = file.Request with { Data = e.Data, Fields = [.. Renewed(file.Request.Fields, e)] },
        ContentHash = e.ContentHash,
        StagesPassedOver = e.StagesPassedOver,
        TouchedBy = file.TouchedBy.Contains(e.By) ? file.TouchedBy : [.. file.TouchedBy, e.By],
        Awaited = null,
        DueAt = e.DueAt,
        Opinions =
        [
            .. file.Opinions.Select(one => one.LapsedAt is null && Lapses(file, one, e.ContentHash, e.Changed)
                ? one with { LapsedAt = e.At } : one),
        ],
        Revisions =
        [
            .. file.Revisions, new(e.ContentHash, e.Changed, e.By, e.At,
                e.Changed.Count == 0 ? null : Before(file.Request.Data, e.Changed)),
        ],
    };

    private static IEnumerable<ReviewField> Renewed(IReadOnlyList<ReviewField> fields, ReviewSubjectChanged e) =>
        fields.Count == 0 || e.Data.ValueKind != JsonValueKind.Object
            ? fields
            : e.Data.EnumerateObject().Take(ReviewLimits.FieldCountMax).Select(field =>
                fields.FirstOrDefault(one => one.Name == field.Name) is { } known
                    // What was said of the old value is not true of the new one.
                    ? known with { Value = field.Value, Flag = e.Changed.Contains(field.Name) ? null : known.Flag }
                    : new ReviewField(field.Name, field.Name, field.Value, null, null, []));

    private static JsonElement Before(JsonElement data, IReadOnlyList<string> changed) =>
        JsonSerializer.SerializeToElement(changed.ToDictionary(name => name, name => ValueOf(data, name)));

    private static JsonElement ValueOf(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) ? value : JsonSerializer.SerializeToElement<object?>(null);
}
