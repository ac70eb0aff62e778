using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;

namespace ConcertMaster.Connections;

using static Decision<ConnectionEvent>;

internal abstract record Connection
{
    private Connection() { }

    public sealed record None : Connection;

    public sealed record Active(
        ConnectionId Id, string Name, ConnectionKind Kind, JsonElement Settings, bool HasSecret) : Connection;

    public sealed record Deleted : Connection;

    public static readonly Decider<Connection, ConnectionEvent> Decider = new("connection", new None(), Evolve);

    public static EventStream<Connection, ConnectionEvent> Stream(ConnectionId id) => new(id.Value, Decider);

    public static Connection Evolve(Connection connection, ConnectionEvent @event) => (connection, @event) switch
    {
        (None, ConnectionCreated e) => new Active(e.ConnectionId, e.Name, e.Kind, e.Settings, false),
        (Active active, ConnectionChanged e) => active with { Name = e.Name, Settings = e.Settings },
        (Active active, ConnectionSecretReplaced) => active with { HasSecret = true },
        (Active, ConnectionDeleted) => new Deleted(),
        _ => throw new UnexpectedEventException(connection, @event),
    };
}

internal sealed record CreateConnection(
    ConnectionId Id, string? Name, ConnectionKind? Kind, JsonElement Settings, bool WithSecret, DateTimeOffset At);

/// <param name="Name">Null leaves it.</param>
internal sealed record ChangeConnection(string? Name, JsonElement? Settings, bool WithSecret, DateTimeOffset At);

internal sealed record DeleteConnection(DateTimeOffset At);

internal static class ConnectionDecider
{
    public static Decision<ConnectionEvent> Decide(CreateConnection command, Connection state)
    {
        if (state is not Connection.None) return Nothing;
        if (command.Kind is not { } kind) return Refuse(ConnectionRefusals.KindUnknown);
        if (Fault(command.Name, command.Settings) is { } fault) return Refuse(fault);
        var created = new ConnectionCreated(command.Id, command.Name!.Trim(), kind, command.Settings, command.At);
        return command.WithSecret ? Accept(created, new ConnectionSecretReplaced(command.Id, command.At)) : Accept(created);
    }

    public static Decision<ConnectionEvent> Decide(ChangeConnection command, Connection state)
    {
        if (state is not Connection.Active active) return Refuse(ConnectionRefusals.NotFound);
        var (name, settings) = (command.Name?.Trim() ?? active.Name, command.Settings ?? active.Settings);
        if (Fault(name, settings) is { } fault) return Refuse(fault);
        if (active.HasSecret && !command.WithSecret && !ConnectionAddress.IsSame(active.Settings, settings))
            return Refuse(ConnectionRefusals.SecretNeeded);
        var events = new List<ConnectionEvent>();
        if (name != active.Name || !JsonElement.DeepEquals(settings, active.Settings))
            events.Add(new ConnectionChanged(active.Id, name, settings, command.At));
        if (command.WithSecret) events.Add(new ConnectionSecretReplaced(active.Id, command.At));
        return Accept(events);
    }

    public static Decision<ConnectionEvent> Decide(DeleteConnection command, Connection state) => state switch
    {
        Connection.Active active => Accept(new ConnectionDeleted(active.Id, command.At)),
        Connection.Deleted => Nothing,
        _ => Refuse(ConnectionRefusals.NotFound),
    };

    private static Refusal? Fault(string? name, JsonElement settings) =>
        name?.Trim().Length is not (> 0 and <= Limits.NameLengthMax) ? ConnectionRefusals.NameInvalid
        : settings.ValueKind != JsonValueKind.Object
            || settings.GetRawText().Length > ConnectionLimits.SettingsLengthMax ? ConnectionRefusals.SettingsInvalid
        : null;
}

internal static class ConnectionLimits
{
    /// <summary>Longest settings, in characters of JSON.</summary>
    public const int SettingsLengthMax = 16 * 1024;

    /// <summary>Longest secret, in characters.</summary>
    public const int SecretLengthMax = 16 * 1024;

    /// <summary>Longest a test of a connection may take.</summary>
    public static readonly TimeSpan TestTimeMax = TimeSpan.FromSeconds(10);

    /// <summary>Longest an object storage may take for one request.</summary>
    public static readonly TimeSpan StorageTimeMax = TimeSpan.FromSeconds(60);
}

internal static class ConnectionRefusals
{
    public static readonly Refusal NotFound = new("connection.not-found", 404,
        "There is no such connection. It may have been deleted; look in the list of connections.");
    public static readonly Refusal NameInvalid = CommonRefusals.Invalid("connection.name-invalid",
        $"Give the connection a name of at most {Limits.NameLengthMax} characters.",
        new Fault("/name", "required", $"1 to {Limits.NameLengthMax} characters."));
    public static readonly Refusal NameTaken = new("connection.name-taken", 409,
        "Another connection has this name. Steps find connections by name, so choose another.");
    public static readonly Refusal KindUnknown = CommonRefusals.Invalid("connection.kind-unknown",
        "The kind is one of postgres, http, smtp, s3 and webhook.",
        new Fault("/kind", "enum", "postgres, http, smtp, s3 or webhook."));
    public static readonly Refusal SettingsInvalid = CommonRefusals.Invalid("connection.settings-invalid",
        $"Settings are a JSON object of at most {ConnectionLimits.SettingsLengthMax / 1024} kB.",
        new Fault("/settings", "type", "An object."));
    public static readonly Refusal SecretNeeded = CommonRefusals.Invalid("connection.secret-needed",
        "Give the secret again: the connection would go to another address, and what was set for one is sent to no other.",
        new Fault("/secret", "required", "The secret for this address."));
    public static readonly Refusal SecretTooLong = CommonRefusals.Invalid("connection.secret-too-long",
        $"A secret has at most {ConnectionLimits.SecretLengthMax} characters.");
}
