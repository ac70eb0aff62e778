using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Definitions;

using static Decision<FormEvent>;

internal sealed record CloseForm(DateTimeOffset At);

internal sealed record ReopenForm(DateTimeOffset At);

internal static partial class FormDecider
{
    public static Decision<FormEvent> Decide(CloseForm command, Form state) => state switch
    {
        Form.None => Refuse(FormRefusals.NotFound),
        Form.Published { IsClosed: false } form => Accept(new FormClosed(form.Id, command.At)),
        Form.Published => Nothing,
        _ => Refuse(FormRefusals.NotPublished),
    };

    public static Decision<FormEvent> Decide(ReopenForm command, Form state) => state switch
    {
        Form.None => Refuse(FormRefusals.NotFound),
        Form.Published { IsClosed: true } form => Accept(new FormReopened(form.Id, command.At)),
        Form.Published => Nothing,
        _ => Refuse(FormRefusals.NotPublished),
    };
}

internal static class CloseFormEndpoints
{
    public static void MapCloseForm(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:guid}/close", Close).RequirePermission(Permission.SendForms)
            .WithSummary("Take no further answers");
        group.MapPost("/{id:guid}/reopen", Reopen).RequirePermission(Permission.SendForms)
            .WithSummary("Take answers again");
    }

    private static async Task<IResult> Close(Guid id, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var command = new CloseForm(time.GetUtcNow());
        return (await session.Transact(Form.Stream(new(id)), form => FormDecider.Decide(command, form), ct: ct))
            .ToHttpResult();
    }

    private static async Task<IResult> Reopen(Guid id, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var command = new ReopenForm(time.GetUtcNow());
        return (await session.Transact(Form.Stream(new(id)), form => FormDecider.Decide(command, form), ct: ct))
            .ToHttpResult();
    }
}
