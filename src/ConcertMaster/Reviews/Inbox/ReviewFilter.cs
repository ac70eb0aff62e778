using System.Globalization;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews;

/// <summary>The condition of a list and its parameters, in the order in which they are named.</summary>
internal sealed class ReviewFilter(TenantId tenant, Actor actor, Reviewer me, DateTimeOffset now, QueuePaces paces)
{
    private const string Open = "state in ('open', 'claimed')";

    private readonly List<string> _conditions = ["tenant_id = $1"];
    private readonly List<object?> _values = [tenant.Value];

    public string Condition => string.Join(" and ", _conditions);

    public object?[] Values => [.. _values];

    /// <summary>Adds a parameter; returns how the statement names it.</summary>
    public string Value(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
    }

    public void And(string condition) => _conditions.Add(condition);

    public void Apply(ReviewListQuery query)
    {
        And(OfState(query.State));
        if (query.Queue is { Length: > 0 } queue) And($"queue = {Value(queue)}");
        if (SearchPattern.Containing(query.Search) is { } search)
        {
            var pattern = Value(search);
            And($"(title ilike {pattern} or subject_label ilike {pattern})");
        }
        if (query.Verdict is { Length: > 0 } verdict) And($"state = {Value(verdict)}");
        if (query.Label is { Length: > 0 } label) And($"label = {Value(label)}");
        if (query.Reason is { Length: > 0 } reason) And($"{Value(reason)} = any(reasons)");
        if (query.Late == true) And($"due_at < {Value(now)}");
        if (query.LikelyLate == true) And(IsLikelyLate());
        if (query.OnTime is { } onTime) And(onTime ? "decided_at <= due_at" : "decided_at > due_at");
        if (query.FirstPass == true) And("state = 'approved' and revisions = 0");
        if (query.Disputed is { } disputed) And(disputed ? "disputed" : "not disputed");
        if (query.Days is { } days) And($"decided_at > {Value(now.AddDays(-Math.Clamp(days, 1, ReviewDashboard.DayCountMax)))}");
        if (query.Person is { } person)
        {
            var id = Value(person.ToString());
            And($"({id} = any(spoken_by || assigned_ids) or claimed_by_id::text = {id})");
        }
        if (query.Subject is { Length: > 0 } subject)
        {
            // What names no kind is about nothing, and not about everything.
            var colon = Math.Max(subject.IndexOf(':', StringComparison.Ordinal), 0);
            And($"subject_kind = {Value(subject[..colon])} and subject_id = {Value(subject[(colon + 1)..])}");
        }
        if (OfAge(query.Age) is { } age) And(age);
    }

    private string OfState(string? state) => state switch
    {
        "mine" => $"""
            {Open} and not {Id()} = any(spoken_by) and (claimed_by_id = {Value(actor.UserId.Value)}
                or {Value(actor.Email)} = any(assignees) or open_to && {Value(me.Keys.Except(me.Groups).ToArray())}
                or {Id()} = any(assigned_ids))
            """,
        "team" => $"{Open} and open_to && {Value(Groups())} and not {Id()} = any(spoken_by)",
        // In nobody's hands: neither claimed nor assigned.
        "unclaimed" => "state = 'open' and cardinality(assigned_ids) = 0",
        "delegated" => $"{Open} and {Id()} = any(delegated_to) and not {Id()} = any(spoken_by)",
        "returned" => "state = 'returned'",
        "done" => "state not in ('open', 'claimed', 'returned')",
        "doneByMe" => $"{Id()} = any(spoken_by)",
        "all" => "true",
        _ => Open,
    };

    private string Id() => Value(actor.UserId.ToString());

    private string[] Groups() => [.. me.Groups.Concat(me.StandsInFor.SelectMany(one => one.Keys))];

    private string? OfAge(string? age) => age switch
    {
        "today" => $"requested_at > {Value(now.AddDays(-1))}",
        "days" => $"requested_at <= {Value(now.AddDays(-1))} and requested_at > {Value(now.AddDays(-3))}",
        "week" => $"requested_at <= {Value(now.AddDays(-3))} and requested_at > {Value(now.AddDays(-7))}",
        "older" => $"requested_at <= {Value(now.AddDays(-7))}",
        _ => null,
    };

    private string IsLikelyLate()
    {
        var (queues, seconds) = paces.Known();
        return $"""
            due_at >= {Value(now)} and exists (select from unnest({Value(queues)}, {Value(seconds)}) as pace (name, seconds)
                where pace.name = queue and greatest(requested_at + make_interval(secs => pace.seconds), {Value(now)}) > due_at)
            """;
    }
}

/// <summary>How a list is ordered, and how it goes on after the line where a page ended.</summary>
internal sealed record ReviewOrder(string Place, bool IsDescending, bool ByPriority)
{
    private const string Due = "coalesce(due_at, '9999-01-01Z'::timestamptz)";

    // Open work is read from the most pressing on, done work from the newest back.
    public static ReviewOrder Of(ReviewListQuery query) => (query.Sort, query.State) switch
    {
        ("oldest", _) => new("requested_at", false, false),
        ("newest", _) => new("requested_at", true, false),
        ("due", _) => new(Due, false, false),
        (_, "done" or "doneByMe") => new("coalesce(decided_at, requested_at)", true, false),
        _ => new(Due, false, true),
    };

    public string Columns
    {
        get
        {
            var way = IsDescending ? " desc" : "";
            return $"{(ByPriority ? "-priority, " : "")}{Place}{way}, review_id{way}";
        }
    }

    public string CursorOf(ReviewInboxItem last) => $"{last.Place:O}|{last.Id}|{(int)last.Priority}";

    /// <summary>Null for the first page, and for a cursor that is not ours.</summary>
    public string? After(ReviewFilter filter, string? cursor)
    {
        if (cursor?.Split('|') is not [var at, var id, var priority] || !DateTimeOffset.TryParse(at, out var place)
            || !Guid.TryParse(id, out var review) || !int.TryParse(priority, out var rank)) return null;
        var (one, two) = (filter.Value(place.ToUniversalTime()), filter.Value(review));
        return ByPriority
            ? $"(-priority, {Place}, review_id) > ({filter.Value(-rank)}, {one}, {two})"
            : $"({Place}, review_id) {(IsDescending ? '<' : '>')} ({one}, {two})";
    }
}
