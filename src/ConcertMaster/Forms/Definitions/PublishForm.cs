using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Definitions;

using static Decision<FormEvent>;

internal sealed record PublishForm(UserId? By, DateTimeOffset At);

internal static partial class FormDecider
{
    public static Decision<FormEvent> Decide(PublishForm command, Form state) => state switch
    {
        Form.None => Refuse(FormRefusals.NotFound),
        Form.Draft draft => Publish(command, draft.Id, draft.Definition, null),
        Form.Published { HasUnpublishedChanges: false } => Nothing,
        Form.Published published =>
            Publish(command, published.Id, published.Definition, published.Latest),
        _ => throw new InvalidOperationException($"Unhandled state {state}."),
    };

    private static Decision<FormEvent> Publish(
        PublishForm command, FormId id, FormDefinition definition, PublishedForm? latest)
    {
        var version = (latest?.Version ?? 0) + 1;
        var errors = AnalyseForm.Of(definition, latest?.Definition).Errors;
        return errors.Count > 0
            ? Refuse(FormRefusals.Unpublishable([.. errors.Take(FormLimits.FaultCountMax).Select(error => error.ToFault())]))
            : Accept(new FormPublished(id, version, definition.Hash(), definition, command.By?.Value, command.At));
    }
}

internal static class PublishFormEndpoint
{
    public static void MapPublishForm(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/publish", Handle).RequirePermission(Permission.EditForms)
            .WithSummary("Publish the definition as the next version; versions never change");

    private static async Task<IResult> Handle(
        Guid id, Actor actor, HttpRequest request, IReviewGate gate, PublishFormUnderReview review, TimeProvider time,
        EventSession session, CancellationToken ct)
    {
        if (!CommandResults.TryReadIfMatch(request, out var expected)) return CommonRefusals.PreconditionInvalid.ToProblem();
        // The draft that was looked at is the one that is published, whoever edits meanwhile.
        expected ??= (await session.Load(Form.Stream(new(id)), ct: ct)).Version;
        if (await gate.Pass(session, actor, review.Kind, () => review.Of(session, id, ct), ct) is { } wait) return wait.ToProblem();
        var command = new PublishForm(actor.UserId, time.GetUtcNow());
        var outcome = await session.Transact(
            Form.Stream(new(id)), form => FormDecider.Decide(command, form), expected, ct);
        return outcome.ToHttpResult(form =>
        {
            var latest = ((Form.Published)form).Latest;
            return new { latest.Version, latest.Hash, AnalyseForm.Of(latest.Definition).Warnings };
        });
    }
}
