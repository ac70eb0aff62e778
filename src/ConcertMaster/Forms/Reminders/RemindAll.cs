using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Distributions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Reminders;

using static Decision<RemindersAsked>;

/// <summary>Whoever has got the form by a sending and has not answered is reminded once, beside the schedule.</summary>
/// <param name="Ask">Names this asking in the letters that come of it.</param>
[EventName("distribution.reminder-asked.v1")]
internal sealed record RemindersAsked(Guid DistributionId, FormId FormId, Guid Ask, UserId By, DateTimeOffset At) : IDescribed
{
    public string Describe() => "asked to remind everybody who has not answered";
}

/// <summary>
/// When everybody of a sending was reminded by hand. Not in the stream of the sending, whose length says how far it is,
/// and which those of runs do not have.
/// </summary>
internal sealed record RemindersByHand(DateTimeOffset? LastAt)
{
    public static readonly Decider<RemindersByHand, RemindersAsked> Decider =
        new("reminders-by-hand", new(LastAt: null), (_, @event) => new(@event.At));

    public static EventStream<RemindersByHand, RemindersAsked> Stream(Guid distribution) =>
        new(StableId.From("reminders-by-hand", distribution.ToString()), Decider);
}

/// <param name="Count">How many there are to be reminded.</param>
internal sealed record RemindAll(Guid Distribution, FormId Form, Guid Ask, long Count, UserId By, DateTimeOffset At);

internal static class RemindAllDecider
{
    public static readonly Refusal RemindedLately = new("distribution.reminded-lately", 409,
        $"Everybody was reminded less than {FormLimits.RemindAgainAfter.TotalMinutes:0} minutes ago. Give them some time.");
    public static readonly Refusal NobodyLeft = new("distribution.nobody-left", 409,
        "Nobody is left to remind: whoever got the form has answered, or it is too late to.");

    public static Decision<RemindersAsked> Decide(RemindAll command, RemindersByHand state) =>
        command.Count == 0 ? Refuse(NobodyLeft)
        : command.At - state.LastAt < FormLimits.RemindAgainAfter ? Refuse(RemindedLately)
        : Accept(new RemindersAsked(command.Distribution, command.Form, command.Ask, command.By, command.At));
}

internal static class RemindAllEndpoint
{
    public static void MapRemindAll(this RouteGroupBuilder group) =>
        group.MapPost("/{id:guid}/distributions/{distributionId:guid}/remind", Handle).RequirePermission(Permission.SendForms)
            .WithSummary("Remind everybody now who got the form by a sending and has not answered");

    private static async Task<IResult> Handle(
        Guid id, Guid distributionId, Actor actor, TenantDatabase db, EventSession session, PublishedForms forms,
        TimeProvider time, CancellationToken ct)
    {
        if ((await forms.Load(session.Tenant, new(id), ct)).State is not Form.Published form) return FormRefusals.NotFound.ToProblem();
        if (form.IsClosed) return FormRefusals.Closed.ToProblem();
        var now = time.GetUtcNow();
        if (await Unanswered.Count(db, new(id), distributionId, now, ct) is not { } count)
            return DistributionRefusals.NotFound.ToProblem();
        var command = new RemindAll(distributionId, new(id), Guid.CreateVersion7(now), count, actor.UserId, now);
        var outcome = await session.Transact(
            RemindersByHand.Stream(distributionId), state => RemindAllDecider.Decide(command, state), ct: ct);
        return outcome.ToHttpResult(_ => new { count }, StatusCodes.Status202Accepted);
    }
}
