using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.EventStore.Tests.Fixtures;

public abstract record CounterEvent;

[EventName("counter.opened.v1")]
public sealed record CounterOpened(string Label) : CounterEvent;

[EventName("counter.added.v1")]
public sealed record CounterAdded(int Amount) : CounterEvent;

[EventName("counter.closed.v1")]
public sealed record CounterClosed : CounterEvent;

public sealed record Counter(string? Label, int Sum, bool Closed)
{
    public static readonly Decider<Counter, CounterEvent> Decider = new("counter", new(null, 0, false),
        (state, @event) => @event switch
        {
            CounterOpened opened => state with { Label = opened.Label },
            CounterAdded added => state with { Sum = state.Sum + added.Amount },
            CounterClosed => state with { Closed = true },
            _ => throw new UnexpectedEventException(state, @event),
        });

    public static EventStream<Counter, CounterEvent> Stream(Guid id) => new(id, Decider);

    public static readonly EventCatalogue Catalogue =
        new([typeof(CounterOpened), typeof(CounterAdded), typeof(CounterClosed)]);
}

public readonly record struct CounterKey(Guid CounterId);

public sealed record CounterRow(string? Label, int Sum, int EventCount, DateTimeOffset ChangedAt);

public static class CounterRows
{
    public const string Table = """
        create schema if not exists read;
        create table read.counters (
            tenant_id text not null, counter_id uuid not null, label text, sum int not null, event_count int not null,
            changed_at timestamptz not null, primary key (tenant_id, counter_id));
        create index counters_by_label on read.counters (tenant_id, label);
        comment on table read.counters is 'One row per counter.';
        comment on column read.counters.sum is 'All that was added.';
        alter table read.counters enable row level security;
        alter table read.counters force row level security;
        create policy system on read.counters to es_system, current_user using (true) with check (true);
        create policy tenant on read.counters for select to es_requests
            using (tenant_id = current_setting('concertmaster.tenant', true));
        grant select on read.counters to es_requests;
        """;

    public static IProjection Projection(int version = 1, Func<RecordedEvent, bool>? poison = null) =>
        new RowProjection<CounterKey, CounterRow>(
            "Counters", "read.counters", [typeof(CounterEvent)],
            recorded => [new(recorded.StreamId)],
            (key, row, recorded) => poison?.Invoke(recorded) == true
                ? throw new InvalidOperationException("poison")
                : Project(key, row, recorded),
            version);

    private static CounterRow? Project(CounterKey key, CounterRow? row, RecordedEvent recorded)
    {
        row = (row ?? new(null, 0, 0, default)) with
        {
            EventCount = (row?.EventCount ?? 0) + 1,
            ChangedAt = recorded.Timestamp,
        };
        return recorded.Data switch
        {
            CounterOpened opened => row with { Label = opened.Label },
            CounterAdded added => row with { Sum = row.Sum + added.Amount },
            CounterClosed => null,
            _ => row,
        };
    }
}
