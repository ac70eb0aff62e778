using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews.Asking;

internal sealed record ReviewTiming(
    BusinessHours? Calendar, IReadOnlyList<string> RemindBefore, IReadOnlyList<EscalationLevel> Escalations, Refusal? Refusal)
{
    public static ReviewTiming Refused(Refusal refusal) => new(null, [], [], refusal);
}

/// <summary>What every way of asking for a review does: reads the stages, passes over those not called for, chooses people.</summary>
internal sealed class ReviewRequests(IEventStore store, Assigning assigning, TimeProvider time)
{
    /// <summary>The stages of a config: its own list, or those of the template that it names.</summary>
    public async Task<(IReadOnlyList<ConfiguredStage> Stages, Refusal? Refusal)> StagesOf(
        TenantId tenant, JsonElement config, JsonElement data, CancellationToken ct)
    {
        var stages = config.Find("stages") is { ValueKind: JsonValueKind.Array } own && own.GetArrayLength() > 0 ? own
            : config.FindText("template") is { } template ? await StagesOfTemplate(tenant, template, ct)
            : null;
        if (stages is not { } list)
            return config.FindText("template") is null ? ([], null) : ([], TemplateRefusals.NotFound);
        var (read, faults) = StageReading.Read(list, data);
        return faults.Count == 0 ? (read, null) : ([], ReviewRefusals.StagesInvalid with { Faults = faults });
    }

    /// <summary>The calendar, the reminders and the levels of escalation of a config.</summary>
    public async Task<ReviewTiming> TimingOf(TenantId tenant, JsonElement config, CancellationToken ct)
    {
        BusinessHours? calendar = null;
        if (config.FindText("calendar") is { } named)
        {
            if (!Guid.TryParse(named, out var id)) return ReviewTiming.Refused(CalendarRefusals.NotFound);
            var session = new EventSession(store, tenant, EventMetadata.None, time);
            calendar = (await session.Load(Calendar.Stream(id), ct: ct)).State.Hours;
            if (calendar is null) return ReviewTiming.Refused(CalendarRefusals.NotFound);
        }
        var reminders = ReviewNodeConfig.Texts(config.Find("reminders"), ReviewLimits.TimeMarkCountMax);
        var escalations = StageReading.Escalations(config.Find("escalations"));
        return escalations is null || reminders.Any(one => DueDates.Plain(one) is null)
            ? ReviewTiming.Refused(ReviewRefusals.TimingInvalid)
            : new(calendar, reminders, escalations, null);
    }

    /// <summary>Asks; a second time under the same id changes nothing.</summary>
    public async Task<Outcome<Review>> Ask(
        EventSession session, ReviewId id, ReviewRequest request, IReadOnlyList<ConfiguredStage> stages, DateTimeOffset at,
        CancellationToken ct)
    {
        var (review, version) = await session.Load(Review.Stream(id), ct: ct);
        if (review is not Review.NotRequested) return new(review, version, 0, null);
        var (catalogue, _) = await session.Load(ReasonCatalogue.Stream(session.Tenant.Value), ct: ct);
        var plain = stages.Select(one => one.Stage).ToList();
        var complete = request with
        {
            Stages = plain.Count == 0 ? null : plain,
            StagesPassedOver = StageConditions.PassedOver(plain, request.Data),
            ContentHash = ReviewFile.HashOf(request.Data),
            ReasonRequiredFor = catalogue.RequiredFor,
        };
        var command = new RequestReview(id, complete, at)
        {
            Assigned = await assigning.Choose(session.Tenant, complete, stages, ct),
        };
        return await session.Transact(Review.Stream(id), state => ReviewDecider.Decide(command, state), ct: ct);
    }

    private async Task<JsonElement?> StagesOfTemplate(TenantId tenant, string template, CancellationToken ct)
    {
        if (!Guid.TryParse(template, out var id)) return null;
        var session = new EventSession(store, tenant, EventMetadata.None, time);
        var (state, _) = await session.Load(StageTemplate.Stream(id), ct: ct);
        return state is StageTemplate.Kept kept ? kept.Stages : null;
    }
}
