using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Blocks;

using static Decision<BlockEvent>;

/// <summary>Keeps questions under a name; those of that name are replaced.</summary>
internal sealed record SaveBlock(Guid Id, string Name, FormDefinition Definition, UserId By, DateTimeOffset At);

internal sealed record RemoveBlock(Guid Id, UserId By, DateTimeOffset At);

internal static class BlockDecider
{
    public static readonly Refusal NameInvalid = CommonRefusals.Invalid("form-block.name-invalid",
        $"Give the questions a name of at most {Limits.NameLengthMax} characters.",
        new Fault("/name", "required", $"1 to {Limits.NameLengthMax} characters."));
    public static readonly Refusal Empty = CommonRefusals.Invalid("form-block.empty", "Choose at least one question to keep.");
    public static readonly Refusal TooMany = new("form-block.too-many", 409,
        $"An organisation keeps at most {FormLimits.BlockCountMax} blocks of questions. Remove one first.");

    public static Decision<BlockEvent> Decide(SaveBlock command, BlockShelf shelf)
    {
        var name = command.Name.Trim();
        if (name.Length is 0 or > Limits.NameLengthMax) return Refuse(NameInvalid);
        if (command.Definition.Fields.Count == 0) return Refuse(Empty);
        var known = shelf.Named(name);
        if (known is null && shelf.Blocks.Count >= FormLimits.BlockCountMax) return Refuse(TooMany);
        return known?.Definition.Equals(command.Definition) == true ? Nothing
            : Accept(new BlockSaved(known?.BlockId ?? command.Id, name, command.Definition, command.By, command.At));
    }

    public static Decision<BlockEvent> Decide(RemoveBlock command, BlockShelf shelf) =>
        shelf.Blocks.ContainsKey(command.Id) ? Accept(new BlockRemoved(command.Id, command.By, command.At)) : Nothing;
}

internal sealed record SaveBlockBody(string? Name, JsonElement? Definition);

internal static class BlockEndpoints
{
    public static void MapBlocks(this RouteGroupBuilder group)
    {
        group.MapGet("/blocks", List).RequirePermission(Permission.ViewForms)
            .WithSummary("Questions that are kept for all forms of the organisation");
        group.MapPost("/blocks", Save).RequirePermission(Permission.EditForms)
            .WithSummary("Keep questions for other forms; those of the same name are replaced");
        group.MapDelete("/blocks/{id:guid}", Remove).RequirePermission(Permission.EditForms)
            .WithSummary("Remove questions that are kept; forms that have taken them stay as they are");
    }

    private static async Task<IResult> List(EventSession session, CancellationToken ct)
    {
        var (shelf, _) = await session.Load(BlockShelf.Stream(session.Tenant), ct: ct);
        var items = shelf.Blocks.Values.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
            .Select(one => new { id = one.BlockId, one.Name, one.Definition, one.At });
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> Save(
        SaveBlockBody body, Actor actor, EventSession session, TimeProvider time, CancellationToken ct)
    {
        var (definition, refusal) = DefinitionReading.Read(body.Definition ?? default);
        if (definition is null) return refusal!.ToProblem();
        var now = time.GetUtcNow();
        var command = new SaveBlock(Guid.CreateVersion7(now), body.Name ?? "", definition, actor.UserId, now);
        var outcome = await session.Transact(
            BlockShelf.Stream(session.Tenant), shelf => BlockDecider.Decide(command, shelf), ct: ct);
        return outcome.ToHttpResult(shelf => new { id = shelf.Named(command.Name.Trim())?.BlockId }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Remove(
        Guid id, Actor actor, EventSession session, TimeProvider time, CancellationToken ct) =>
        (await session.Transact(BlockShelf.Stream(session.Tenant),
            shelf => BlockDecider.Decide(new RemoveBlock(id, actor.UserId, time.GetUtcNow()), shelf), ct: ct)).ToHttpResult();
}
