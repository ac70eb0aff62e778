using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Definitions;

using static Decision<FormEvent>;

/// <param name="Name">Null leaves it.</param>
/// <param name="Definition">Null leaves it.</param>
internal sealed record EditForm(string? Name, FormDefinition? Definition, DateTimeOffset At);

internal static partial class FormDecider
{
    public static Decision<FormEvent> Decide(EditForm command, Form state) => state switch
    {
        Form.None => Refuse(FormRefusals.NotFound),
        _ when command.Name is not null && !IsName(command.Name) => Refuse(FormRefusals.NameInvalid),
        Form.Draft draft => Edited(command, draft.Id, draft.Name, draft.Definition),
        Form.Published published => Edited(command, published.Id, published.Name, published.Definition),
        _ => throw new InvalidOperationException($"Unhandled state {state}."),
    };

    private static Decision<FormEvent> Edited(EditForm command, FormId id, string name, FormDefinition definition)
    {
        var edits = new List<FormEvent>();
        if (command.Name?.Trim() is { } wanted && wanted != name) edits.Add(new FormRenamed(id, wanted, command.At));
        if (command.Definition is { } after) edits.AddRange(FormEdits.Between(id, definition, after, command.At));
        return Accept(edits);
    }
}

internal sealed record EditFormBody(string? Name, JsonElement? Definition);

internal static class EditFormEndpoint
{
    public static void MapEditForm(this RouteGroupBuilder group) =>
        group.MapPut("/{id:guid}", Handle).RequirePermission(Permission.EditForms)
            .WithSummary("Rename a form or give it another definition; the difference is kept as edits");

    private static async Task<IResult> Handle(
        Guid id, EditFormBody body, HttpRequest request, TimeProvider time, EventSession session, CancellationToken ct)
    {
        if (!CommandResults.TryReadIfMatch(request, out var expected)) return CommonRefusals.PreconditionInvalid.ToProblem();
        FormDefinition? definition = null;
        if (body.Definition is { ValueKind: not JsonValueKind.Null } sent)
        {
            (definition, var refusal) = DefinitionReading.Read(sent);
            if (definition is null) return refusal!.ToProblem();
        }
        var command = new EditForm(body.Name, definition, time.GetUtcNow());
        var outcome = await session.Transact(
            Form.Stream(new(id)), form => FormDecider.Decide(command, form), expected, ct);
        return outcome.ToHttpResult();
    }
}
