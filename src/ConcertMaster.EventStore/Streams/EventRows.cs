using System.Collections.ObjectModel;
using System.Text.Json;
using ConcertMaster.EventStore.Serialization;
using Npgsql;

namespace ConcertMaster.EventStore.Streams;

/// <summary>Turns rows of the log into events.</summary>
internal sealed class EventRows(EventCatalogue catalogue)
{
    public const string Columns =
        "e.seq_id, e.id, e.tenant_id, e.stream_id, s.type, e.version, e.type, e.data, e.timestamp, " +
        "e.correlation_id, e.causation_id, e.user_name, e.headers";

    /// <summary>The same places, without looking into another table.</summary>
    public const string ColumnsWithoutType =
        "e.seq_id, e.id, e.tenant_id, e.stream_id, null::varchar, e.version, e.type, e.data, e.timestamp, " +
        "e.correlation_id, e.causation_id, e.user_name, e.headers";

    /// <summary>For the events of one stream, whose type is looked up once; parameters 1 and 2 name it.</summary>
    public const string ColumnsOfStream =
        "e.seq_id, e.id, e.tenant_id, e.stream_id, " +
        "(select s.type from events.mt_streams s where s.tenant_id = $1 and s.id = $2), " +
        "e.version, e.type, e.data, e.timestamp, e.correlation_id, e.causation_id, e.user_name, e.headers";

    public const string From =
        "events.mt_events e left join events.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id";

    // Events of one stream and one request follow each other, and repeat these.
    private string _tenant = "";
    private string _streamType = "";
    private string _name = "";

    /// <param name="keepUnreadable">Hands out an <see cref="UnreadableEvent"/> instead of throwing.</param>
    public RecordedEvent Read(NpgsqlDataReader row, bool keepUnreadable = false)
    {
        Same(ref _tenant, row.GetString(2));
        Same(ref _name, row.GetString(6));
        if (!row.IsDBNull(4)) Same(ref _streamType, row.GetString(4));
        return new(row.GetInt64(0), row.GetGuid(1), new(_tenant), row.GetGuid(3),
            row.IsDBNull(4) ? null : _streamType, row.GetInt64(5), _name, Data(row, keepUnreadable),
            row.GetFieldValue<DateTimeOffset>(8), Metadata(row));
    }

    private static void Same(ref string kept, string value)
    {
        if (kept != value) kept = value;
    }

    private object Data(NpgsqlDataReader row, bool keepUnreadable)
    {
        try
        {
            return catalogue.Deserialize(_name, row.GetFieldValue<byte[]>(7));
        }
        catch (Exception exception) when (keepUnreadable && exception is UnknownEventException or JsonException
            or InvalidOperationException or NotSupportedException or FormatException)
        {
            return new UnreadableEvent(exception);
        }
    }

    private static EventMetadata Metadata(NpgsqlDataReader row)
    {
        var (correlation, causation, user, headers) = (Text(9), Text(10), Text(11), Text(12));
        if ((correlation ?? causation ?? user ?? headers) is null) return EventMetadata.None;
        return new()
        {
            CorrelationId = correlation,
            CausationId = causation,
            UserName = user,
            Headers = headers is null or "null" ? ReadOnlyDictionary<string, string>.Empty : HeadersFrom(headers),
        };

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    // Marten's headers may hold any JSON; ours are texts.
    private static Dictionary<string, string> HeadersFrom(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            property => property.Name,
            property => property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : property.Value.GetRawText(),
            StringComparer.Ordinal);
    }
}

/// <summary>Stands for the data of an event that could not be turned into its type, with the reason.</summary>
internal sealed record UnreadableEvent(Exception Reason);
