using System.Globalization;
using System.Text.Json.Nodes;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Audit;

/// <summary>The time machine: the events of any stream, and its state as it was at a version or a moment.</summary>
internal static class AuditStream
{
    /// <summary>Events of one stream in one answer; longer streams are read in parts with <c>from</c>.</summary>
    private const int EventCountMax = 1_000;

    private static readonly Refusal StreamUnknown = new("audit.stream-unknown", 404,
        "There is no such stream in this organisation.");

    private static readonly Refusal MomentInvalid = new("audit.moment-invalid", 422,
        "'at' takes a version (1, 2, …) or a time in ISO 8601 (2026-11-20T14:02:00Z).");

    public static void MapAuditStream(this RouteGroupBuilder group) =>
        group.MapGet("/streams/{id:guid}", Show).RequirePermission(Permission.ViewAudit)
            .WithSummary("The events of a stream, or with 'at' its state at a version or time");

    private static async Task<IResult> Show(
        Guid id, string? at, long? from, EventSession session, TenantDatabase db, StreamCatalogue streams,
        AuditEntries entries, CancellationToken ct)
    {
        if (await session.Store.FetchStreamState(new(session.Tenant, id), ct) is not { } stream)
            return StreamUnknown.ToProblem();
        return at is null
            ? await Events(stream, Math.Max(1, from ?? 1), session, db, streams, entries, ct)
            : await StateAt(stream, at, session, streams, ct);
    }

    private static async Task<IResult> Events(
        StreamState stream, long from, EventSession session, TenantDatabase db, StreamCatalogue streams,
        AuditEntries entries, CancellationToken ct)
    {
        var read = new List<RecordedEvent>();
        var range = new ReadRange { FromVersion = from, ToVersion = from + EventCountMax - 1 };
        await foreach (var recorded in session.Store.ReadStream(stream.Key, range, ct))
            read.Add(recorded);
        var events = await entries.Of(read, db, ct);
        var now = await Fold(stream, ReadRange.All, session, streams, ct);
        return Results.Json(new
        {
            StreamId = stream.Key.Id, stream.StreamType, stream.Version, Title = TitleOf(stream, now.State), events,
            Next = events.Count == EventCountMax ? from + EventCountMax : (long?)null,
        }, AppJson.Options);
    }

    private static async Task<IResult> StateAt(
        StreamState stream, string at, EventSession session, StreamCatalogue streams, CancellationToken ct)
    {
        ReadRange range;
        if (long.TryParse(at, out var version) && version >= 0) range = ReadRange.UpTo(version);
        else if (DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            range = new ReadRange { ToTime = time.ToUniversalTime() };
        else return MomentInvalid.ToProblem();
        var (state, previous, reached, when) = await Fold(stream, range, session, streams, ct);
        return Results.Json(new
        {
            StreamId = stream.Key.Id, stream.StreamType, Version = reached, At = when, state, previous,
            LastVersion = stream.Version,
        }, AppJson.Options);
    }

    /// <summary>Folds the range; also gives the state one event earlier, to show what the last did.</summary>
    private static async Task<(JsonNode? State, JsonNode? Previous, long Version, DateTimeOffset? At)> Fold(
        StreamState stream, ReadRange range, EventSession session, StreamCatalogue streams, CancellationToken ct)
    {
        if (streams.Find(stream.StreamType) is not { } fold) return (null, null, 0, null);
        var (state, previous) = (fold.Initial, fold.Initial);
        var (version, at) = (0L, (DateTimeOffset?)null);
        await foreach (var recorded in session.Store.ReadStream(stream.Key, range, ct))
        {
            (previous, state) = (state, fold.Evolve(state, recorded.Data));
            (version, at) = (recorded.Version, recorded.Timestamp);
        }
        return (StreamFold.ToJson(state), version == 0 ? null : StreamFold.ToJson(previous), version, at);
    }

    // What people call it stands at the top of a state, or one level below it.
    private static string TitleOf(StreamState stream, JsonNode? state) =>
        NameIn(state as JsonObject)
        ?? (state as JsonObject)?.Select(member => NameIn(member.Value as JsonObject)).OfType<string>().FirstOrDefault()
        ?? $"{stream.StreamType} {stream.Key.Id.ToString()[..8]}";

    private static string? NameIn(JsonObject? state)
    {
        foreach (var key in new[] { "name", "title", "workflowName", "number", "email", "slug" })
            if (state?[key] is JsonValue value && value.TryGetValue<string>(out var name))
                return name;
        return null;
    }
}
