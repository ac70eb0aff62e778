using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Definitions;

using static Decision<FormEvent>;

internal sealed record CreateForm(FormId Id, string? Name, FormDefinition Definition, DateTimeOffset At);

internal static partial class FormDecider
{
    public static Decision<FormEvent> Decide(CreateForm command, Form state) => state switch
    {
        _ when !IsName(command.Name) => Refuse(FormRefusals.NameInvalid),
        Form.None => Accept(
        [
            new FormCreated(command.Id, command.Name!.Trim(), command.At),
            .. FormEdits.Between(command.Id, FormDefinition.Empty, command.Definition, command.At),
        ]),
        _ => Nothing,
    };

    private static bool IsName(string? name) => name?.Trim().Length is > 0 and <= Limits.NameLengthMax;
}

internal sealed record CreateFormBody(string? Name, JsonElement? Definition);

internal static class CreateFormEndpoint
{
    public static void MapCreateForm(this RouteGroupBuilder group) =>
        group.MapPost("/", Handle).RequirePermission(Permission.EditForms).WithSummary("Create a form");

    private static async Task<IResult> Handle(
        CreateFormBody body, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var definition = FormDefinition.Empty;
        if (body.Definition is { ValueKind: not JsonValueKind.Null } sent)
        {
            var (read, refusal) = DefinitionReading.Read(sent);
            if (read is null) return refusal!.ToProblem();
            definition = read;
        }
        var now = time.GetUtcNow();
        var command = new CreateForm(new(Guid.CreateVersion7(now)), body.Name, definition, now);
        var outcome = await session.Transact(
            Form.Stream(command.Id), form => FormDecider.Decide(command, form), ct: ct);
        return outcome.ToHttpResult(_ => new { id = command.Id, version = outcome.Version },
            StatusCodes.Status201Created, $"/api/forms/{command.Id}");
    }
}
