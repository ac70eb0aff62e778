using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace ConcertMaster.Reviews;

internal abstract record CalendarEvent : IDescribed
{
    public abstract string Describe();
}

[EventName("business-calendar.set.v1")]
internal sealed record CalendarSet(Guid CalendarId, string Name, BusinessHours Hours, DateTimeOffset At) : CalendarEvent
{
    public override string Describe() => $"set the business calendar {Name}";
}

[EventName("business-calendar.removed.v1")]
internal sealed record CalendarRemoved(Guid CalendarId, DateTimeOffset At) : CalendarEvent
{
    public override string Describe() => "removed the business calendar";
}

/// <summary>When the organisation works. A review keeps the hours that it was asked for with.</summary>
internal sealed record Calendar(string? Name, BusinessHours? Hours)
{
    public static readonly Decider<Calendar, CalendarEvent> Decider = new("business-calendar", new(null, null), Evolve);

    public static EventStream<Calendar, CalendarEvent> Stream(Guid id) => new(id, Decider);

    public static Calendar Evolve(Calendar calendar, CalendarEvent @event) => @event switch
    {
        CalendarSet e => new(e.Name, e.Hours),
        CalendarRemoved => new(null, null),
        _ => throw new UnexpectedEventException(calendar, @event),
    };
}

internal sealed record SetCalendar(Guid Id, string? Name, BusinessHours Hours, DateTimeOffset At);

internal static class CalendarRefusals
{
    public static readonly Refusal NotFound = new("calendar.not-found", 404,
        "There is no such business calendar. It may have been removed; choose another.");

    public static readonly Refusal Invalid = new("calendar.invalid", 422,
        "A calendar has a name, a time zone such as Europe/Oslo, at least one span of hours, and at most 400 holidays.");
}

internal static class CalendarDecider
{
    public static Decision<CalendarEvent> Decide(SetCalendar command, Calendar state)
    {
        var hours = command.Hours;
        var isRight = !string.IsNullOrWhiteSpace(command.Name) && command.Name.Length <= Limits.NameLengthMax
            && DateTimeZoneProviders.Tzdb.GetZoneOrNull(hours.Zone) is not null
            && hours.Hours.Count is > 0 and <= ReviewLimits.OpenHoursMax && hours.Holidays.Count <= ReviewLimits.HolidayCountMax
            && hours.Hours.All(one => one.To > one.From || one.To == TimeOnly.MinValue);
        if (!isRight) return Decision<CalendarEvent>.Refuse(CalendarRefusals.Invalid);
        var isSame = state.Name == command.Name && state.Hours is { } known && known.Zone == hours.Zone
            && known.Hours.SequenceEqual(hours.Hours) && known.Holidays.SequenceEqual(hours.Holidays);
        return isSame
            ? Decision<CalendarEvent>.Nothing
            : Decision<CalendarEvent>.Accept(new CalendarSet(command.Id, command.Name!, hours, command.At));
    }
}

internal readonly record struct CalendarKey(Guid CalendarId);

internal sealed record CalendarRow(string Name, string Zone, JsonElement Hours, JsonElement Holidays);

internal sealed record CalendarBody(
    string? Name, string? Zone, IReadOnlyList<OpenHours>? Hours, IReadOnlyList<DateOnly>? Holidays);

internal static class Calendars
{
    public static readonly RowProjection<CalendarKey, CalendarRow> Projection = new(
        "business-calendars", "read.business_calendars", [typeof(CalendarSet), typeof(CalendarRemoved)],
        recorded => [new(recorded.StreamId)],
        (_, _, recorded) => recorded.Data is CalendarSet e
            ? new(e.Name, e.Hours.Zone, AppJson.ToElement(e.Hours.Hours), AppJson.ToElement(e.Hours.Holidays))
            : null);

    public static void MapCalendars(this RouteGroupBuilder group)
    {
        group.MapGet("/calendars", List).RequirePermission(Permission.ViewReviews).WithSummary("Business calendars");
        group.MapPost("/calendars", (CalendarBody body, TimeProvider time, EventSession session, CancellationToken ct) =>
                Set(Guid.CreateVersion7(time.GetUtcNow()), body, StatusCodes.Status201Created, time, session, ct))
            .RequirePermission(Permission.ManageUsers).WithSummary("Add a business calendar");
        group.MapPut("/calendars/{id:guid}",
                (Guid id, CalendarBody body, TimeProvider time, EventSession session, CancellationToken ct) =>
                    Set(id, body, StatusCodes.Status200OK, time, session, ct))
            .RequirePermission(Permission.ManageUsers).WithSummary("Change a calendar; reviews asked for keep their hours");
        group.MapDelete("/calendars/{id:guid}", Remove).RequirePermission(Permission.ManageUsers)
            .WithSummary("Remove a business calendar");
    }

    private static async Task<IResult> List(TenantDatabase db, CancellationToken ct)
    {
        var items = await db.Query("""
            select calendar_id, name, zone, hours, holidays from read.business_calendars where tenant_id = $1 order by name
            """, row => new
        {
            Id = row.GetGuid(0),
            Name = row.GetString(1),
            Zone = row.GetString(2),
            Hours = JsonSerializer.Deserialize<JsonElement>(row.GetString(3)),
            Holidays = JsonSerializer.Deserialize<JsonElement>(row.GetString(4)),
        }, ct, db.Tenant.Value);
        return Results.Json(new { items, next = (string?)null }, AppJson.Options);
    }

    private static async Task<IResult> Set(
        Guid id, CalendarBody body, int status, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var hours = new BusinessHours(body.Zone ?? "", body.Hours ?? [], body.Holidays ?? []);
        var outcome = await session.Transact(Calendar.Stream(id), calendar => CalendarDecider.Decide(
            new SetCalendar(id, body.Name, hours, time.GetUtcNow()), calendar), ct: ct);
        return outcome.ToHttpResult(_ => new { id }, status);
    }

    private static async Task<IResult> Remove(Guid id, TimeProvider time, EventSession session, CancellationToken ct)
    {
        var outcome = await session.Transact(Calendar.Stream(id), calendar => calendar.Hours is null
            ? Decision<CalendarEvent>.Refuse(CalendarRefusals.NotFound)
            : Decision<CalendarEvent>.Accept(new CalendarRemoved(id, time.GetUtcNow())), ct: ct);
        return outcome.ToHttpResult();
    }
}
