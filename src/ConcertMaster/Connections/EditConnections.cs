using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Connections;

/// <param name="Secret">A password or token, or an object of several; absent leaves the stored one, while the address is the same.</param>
internal sealed record ConnectionBody(string? Name, ConnectionKind? Kind, JsonElement? Settings, JsonElement? Secret)
{
    public string? SecretText => Secret switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } value ? value : null,
        { } other => other.GetRawText(),
    };
}

internal static class EditConnectionsEndpoints
{
    public static void MapEditConnections(this RouteGroupBuilder group)
    {
        group.MapPost("/", Create).RequirePermission(Permission.EditConnections).WithSummary("Add a connection");
        group.MapPut("/{id:guid}", Change).RequirePermission(Permission.EditConnections)
            .WithSummary("Change a connection; without a secret the stored one stays, unless the address changes");
        group.MapDelete("/{id:guid}", Delete).RequirePermission(Permission.EditConnections)
            .WithSummary("Delete a connection and forget its secret");
        group.MapPost("/{id:guid}/test", Test).RequirePermission(Permission.ViewConnections)
            .WithSummary("Try whether the other side answers");
    }

    private static async Task<IResult> Create(
        ConnectionBody body, TimeProvider time, EventSession session, TenantDatabase db, ConnectionSecrets secrets,
        CancellationToken ct)
    {
        if (body.SecretText?.Length > ConnectionLimits.SecretLengthMax) return ConnectionRefusals.SecretTooLong.ToProblem();
        if (await IsTaken(db, body.Name, Guid.Empty, ct)) return ConnectionRefusals.NameTaken.ToProblem();
        var now = time.GetUtcNow();
        var command = new CreateConnection(new(Guid.CreateVersion7(now)), body.Name, body.Kind,
            body.Settings ?? AppJson.ToElement(new { }), body.SecretText is not null, now);
        // The secret goes first: a connection that says it has one must have it.
        if (body.SecretText is { } secret) await secrets.Store(session.Tenant, command.Id, secret, ct);
        var outcome = await session.Transact(
            Connection.Stream(command.Id), state => ConnectionDecider.Decide(command, state), ct: ct);
        if (outcome.IsRefused) await secrets.Forget(session.Tenant, command.Id, ct);
        return outcome.ToHttpResult(_ => new { id = command.Id, version = outcome.Version },
            StatusCodes.Status201Created, $"/api/connections/{command.Id}");
    }

    private static async Task<IResult> Change(
        Guid id, ConnectionBody body, TimeProvider time, EventSession session, TenantDatabase db,
        ConnectionSecrets secrets, Breakers.Breakers breakers, CancellationToken ct)
    {
        if (body.SecretText?.Length > ConnectionLimits.SecretLengthMax) return ConnectionRefusals.SecretTooLong.ToProblem();
        if (await IsTaken(db, body.Name, id, ct)) return ConnectionRefusals.NameTaken.ToProblem();
        var command = new ChangeConnection(body.Name, body.Settings, body.SecretText is not null, time.GetUtcNow());
        // The secret goes first: the old one must never go to the new address.
        if (body.SecretText is { } secret
            && ConnectionDecider.Decide(command, (await session.Load(Connection.Stream(new(id)), ct: ct)).State)
                is not Decision<ConnectionEvent>.Refused)
            await secrets.Store(session.Tenant, new(id), secret, ct);
        var outcome = await session.Transact(
            Connection.Stream(new(id)), state => ConnectionDecider.Decide(command, state), ct: ct);
        if (!outcome.IsRefused && (body.Settings is not null || command.WithSecret)) await breakers.Reset(session, new(id), ct);
        return outcome.ToHttpResult();
    }

    private static async Task<IResult> Delete(
        Guid id, TimeProvider time, EventSession session, ConnectionSecrets secrets, CancellationToken ct)
    {
        var command = new DeleteConnection(time.GetUtcNow());
        var outcome = await session.Transact(
            Connection.Stream(new(id)), state => ConnectionDecider.Decide(command, state), ct: ct);
        if (!outcome.IsRefused) await secrets.Forget(session.Tenant, new(id), ct);
        return outcome.ToHttpResult();
    }

    private static async Task<IResult> Test(
        Guid id, EventSession session, IConnections connections, ConnectionTests tests, CancellationToken ct)
    {
        if (await connections.Find(session.Tenant, id.ToString(), ct) is not { } connection)
            return ConnectionRefusals.NotFound.ToProblem();
        var (ok, message) = await tests.Try(connection, ct);
        return Results.Json(new { ok, message }, AppJson.Options);
    }

    private static async Task<bool> IsTaken(TenantDatabase db, string? name, Guid except, CancellationToken ct) =>
        name is not null && (await db.Query(
            "select 1 from read.connections where tenant_id = $1 and name = $2 and connection_id <> $3",
            row => row.GetInt32(0), ct, db.Tenant.Value, name.Trim(), except)).Count > 0;
}
