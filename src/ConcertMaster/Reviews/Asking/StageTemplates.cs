using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Reviews.Gates;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Reviews.Asking;

internal abstract record StageTemplateEvent : IDescribed
{
    public abstract string Describe();
}

/// <param name="Stages">As they are written in a step.</param>
[EventName("review-template.saved.v1")]
internal sealed record StageTemplateSaved(Guid TemplateId, string Name, JsonElement Stages, DateTimeOffset At)
    : StageTemplateEvent
{
    public override string Describe() => $"saved the review template {Name}";
}

[EventName("review-template.removed.v1")]
internal sealed record StageTemplateRemoved(Guid TemplateId, DateTimeOffset At) : StageTemplateEvent
{
    public override string Describe() => "removed the review template";
}

/// <summary>Stages under a name, for many steps. A review keeps the stages that it was asked for with.</summary>
internal abstract record StageTemplate
{
    private StageTemplate() { }

    public sealed record None : StageTemplate;

    public sealed record Kept(string Name, JsonElement Stages) : StageTemplate;

    public static readonly Decider<StageTemplate, StageTemplateEvent> Decider = new("review-template", new None(), Evolve);

    public static EventStream<StageTemplate, StageTemplateEvent> Stream(Guid id) => new(id, Decider);

    public static StageTemplate Evolve(StageTemplate template, StageTemplateEvent @event) => @event switch
    {
        StageTemplateSaved e => new Kept(e.Name, e.Stages),
        StageTemplateRemoved => new None(),
        _ => throw new UnexpectedEventException(template, @event),
    };
}

internal sealed record SaveStageTemplate(Guid Id, string? Name, JsonElement? Stages, bool IsNew, DateTimeOffset At);

internal static class TemplateRefusals
{
    public static readonly Refusal NotFound = new("review-template.not-found", 404,
        "There is no such template of stages. It may have been removed; choose another.");

    public static readonly Refusal InRule = new("review-template.in-rule", 403,
        "A rule of the organisation uses these stages. Only an owner changes them.");

    public static readonly Refusal NameInvalid = new("review-template.name-invalid", 422,
        "Give the template a name of at most 200 characters.");
}

internal static class StageTemplateDecider
{
    public static Decision<StageTemplateEvent> Decide(SaveStageTemplate command, StageTemplate state)
    {
        if (!command.IsNew && state is StageTemplate.None) return Decision<StageTemplateEvent>.Refuse(TemplateRefusals.NotFound);
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > Limits.NameLengthMax)
            return Decision<StageTemplateEvent>.Refuse(TemplateRefusals.NameInvalid);
        var (stages, faults) = StageReading.Read(command.Stages ?? default, null);
        if (faults.Count > 0 || stages.Count == 0)
            return Decision<StageTemplateEvent>.Refuse(ReviewRefusals.StagesInvalid with { Faults = faults });
        return state is StageTemplate.Kept kept && kept.Name == command.Name
            && JsonElement.DeepEquals(kept.Stages, command.Stages!.Value)
                ? Decision<StageTemplateEvent>.Nothing
                : Decision<StageTemplateEvent>.Accept(
                    new StageTemplateSaved(command.Id, command.Name, command.Stages!.Value, command.At));
    }
}

internal readonly record struct StageTemplateKey(Guid TemplateId);

internal sealed record StageTemplateRow(string Name, JsonElement Stages, DateTimeOffset ChangedAt);

internal sealed record StageTemplateBody(string? Name, JsonElement? Stages);

internal static class StageTemplates
{
    public static readonly RowProjection<StageTemplateKey, StageTemplateRow> Projection = new(
        "review-templates", "read.review_templates", [typeof(StageTemplateSaved), typeof(StageTemplateRemoved)],
        recorded => [new(recorded.StreamId)],
        (_, _, recorded) => recorded.Data is StageTemplateSaved e ? new(e.Name, e.Stages, e.At) : null);

    public static void MapStageTemplates(this RouteGroupBuilder group)
    {
        group.MapGet("/templates", List).RequirePermission(Permission.ViewReviews).WithSummary("Templates of stages");
        group.MapPost("/templates", (StageTemplateBody body, TimeProvider time, EventSession session, CancellationToken ct) =>
                Save(Guid.CreateVersion7(time.GetUtcNow()), true, body, time, session, ct))
            .RequirePermission(Permission.EditWorkflows).WithSummary("Save a new template of stages");
        group.MapPut("/templates/{id:guid}", Change)
            .RequirePermission(Permission.EditWorkflows).WithSummary("Change a template; reviews asked for keep their stages");
        group.MapDelete("/templates/{id:guid}", Remove).RequirePermission(Permission.EditWorkflows)
            .WithSummary("Remove a template of stages");
    }

    private static async Task<IResult> List(TenantDatabase db, CancellationToken ct)
    {
        var items = await db.Query("""
            select template_id, name, stages, changed_at from read.review_templates where tenant_id = $1 order by name
            """, row => new
        {
            Id = row.GetGuid(0),
            Name = row.GetString(1),
            Stages = JsonSerializer.Deserialize<JsonElement>(row.GetString(2)),
            ChangedAt = row.GetFieldValue<DateTimeOffset>(3),
        }, ct, db.Tenant.Value);
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> Change(
        Guid id, StageTemplateBody body, Actor actor, ReviewGate gate, TimeProvider time, EventSession session,
        CancellationToken ct) =>
        await gate.PassTemplate(session, actor, id, body.Stages, ct) is { } wait
            ? wait.ToProblem() : await Save(id, false, body, time, session, ct);

    private static async Task<IResult> Save(
        Guid id, bool isNew, StageTemplateBody body, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var command = new SaveStageTemplate(id, body.Name, body.Stages, isNew, time.GetUtcNow());
        var outcome = await session.Transact(
            StageTemplate.Stream(id), template => StageTemplateDecider.Decide(command, template), ct: ct);
        return outcome.ToHttpResult(_ => new { id }, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Remove(
        Guid id, Actor actor, ReviewGate gate, TimeProvider time, EventSession session, CancellationToken ct)
    {
        if (await gate.PassTemplate(session, actor, id, null, ct) is { } wait) return wait.ToProblem();
        var outcome = await session.Transact(StageTemplate.Stream(id), template => template is StageTemplate.Kept
            ? Decision<StageTemplateEvent>.Accept(new StageTemplateRemoved(id, time.GetUtcNow()))
            : Decision<StageTemplateEvent>.Refuse(TemplateRefusals.NotFound), ct: ct);
        return outcome.ToHttpResult();
    }
}
