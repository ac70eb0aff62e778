using System.Text.Json;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;

namespace ConcertMaster.Connections;

/// <summary>No event ever holds a secret: that one was set is the fact, what it is stays forgettable.</summary>
internal abstract record ConnectionEvent : IDescribed
{
    public abstract string Describe();
}

[EventName("connection.created.v1")]
internal sealed record ConnectionCreated(
    ConnectionId ConnectionId, string Name, ConnectionKind Kind, JsonElement Settings, DateTimeOffset At) : ConnectionEvent
{
    public override string Describe() => $"created the connection {Name}";
}

[EventName("connection.changed.v1")]
internal sealed record ConnectionChanged(
    ConnectionId ConnectionId, string Name, JsonElement Settings, DateTimeOffset At) : ConnectionEvent
{
    public override string Describe() => $"changed the connection {Name}";
}

[EventName("connection.secret-replaced.v1")]
internal sealed record ConnectionSecretReplaced(ConnectionId ConnectionId, DateTimeOffset At) : ConnectionEvent
{
    public override string Describe() => "replaced the secret of the connection";
}

[EventName("connection.deleted.v1")]
internal sealed record ConnectionDeleted(ConnectionId ConnectionId, DateTimeOffset At) : ConnectionEvent
{
    public override string Describe() => "deleted the connection";
}
