-- The tables, keys, indexes, sequence and functions that Marten 9.29 makes for conjoined tenancy, GUID streams and
-- all metadata columns. Names, types and order are Marten's: a column or an index of ours would be dropped by it.
create schema if not exists events;

create table if not exists events.mt_streams (
    tenant_id varchar not null default '*DEFAULT*',
    id uuid not null,
    type varchar,
    version bigint,
    timestamp timestamptz not null default now(),
    created timestamptz not null default now(),
    is_archived boolean default false,
    constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id)
) with (fillfactor = 80); -- room for the next version on the same page, so that its update touches no index

create table if not exists events.mt_events (
    seq_id bigint not null,
    id uuid not null,
    stream_id uuid,
    version bigint not null,
    data jsonb not null,
    bdata bytea,
    type varchar(500) not null,
    timestamp timestamptz not null default now(),
    tenant_id varchar default '*DEFAULT*',
    mt_dotnet_type varchar,
    correlation_id varchar,
    causation_id varchar,
    headers jsonb,
    user_name varchar,
    is_archived boolean default false,
    constraint pkey_mt_events_seq_id primary key (seq_id),
    constraint fkey_mt_events_stream_id_tenant_id
        foreign key (tenant_id, stream_id) references events.mt_streams (tenant_id, id)
);

create unique index if not exists pk_mt_events_stream_and_version
    on events.mt_events using btree (tenant_id, stream_id, version);

create sequence if not exists events.mt_events_sequence owned by events.mt_events.seq_id;

create table if not exists events.mt_event_progression (
    name varchar not null,
    last_seq_id bigint,
    last_updated timestamptz default transaction_timestamp(),
    constraint pk_mt_event_progression primary key (name)
);

create table if not exists events.mt_high_water_skips (
    ending_sequence bigint not null,
    starting_sequence bigint not null,
    timestamp timestamptz default transaction_timestamp(),
    constraint pkey_mt_high_water_skips_ending_sequence primary key (ending_sequence)
);

-- The functions are there for Marten, which replaces their bodies when it opens the database. Nothing of ours
-- calls them.
create or replace function events.mt_quick_append_events(
    stream uuid, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[],
    dotnet_types varchar[], bodies jsonb[], bdatas bytea[], causation_ids varchar[], correlation_ids varchar[],
    headers jsonb[], user_names varchar[], timestamps timestamptz[], expected_version bigint default null)
returns bigint[] language plpgsql as $$
declare
    found_version bigint;
    archived boolean;
    final_version bigint;
    sequences bigint[];
begin
    select s.version, s.is_archived into found_version, archived
    from events.mt_streams s where s.tenant_id = tenantid and s.id = stream for no key update;
    if archived then
        raise exception 'The stream % is archived.', stream using errcode = 'MT001';
    end if;
    if expected_version is not null and coalesce(found_version, 0) <> expected_version then
        raise exception 'The stream % is at version %, not %.', stream, coalesce(found_version, 0), expected_version
            using errcode = 'MT003';
    end if;
    final_version := coalesce(found_version, 0) + cardinality(event_ids);
    if found_version is null then
        insert into events.mt_streams (tenant_id, id, type, version, timestamp, created)
        values (tenantid, stream, stream_type, final_version, now(), now());
    else
        update events.mt_streams s set version = final_version, timestamp = now()
        where s.tenant_id = tenantid and s.id = stream;
    end if;
    -- The same lock as every other appender: without it a reader could pass over these events.
    perform pg_advisory_xact_lock(7316520115141103);
    with added as (
        insert into events.mt_events (seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id,
            mt_dotnet_type, causation_id, correlation_id, headers, user_name, is_archived)
        select nextval('events.mt_events_sequence'), event_ids[i], stream, coalesce(found_version, 0) + i, bodies[i],
            bdatas[i], event_types[i], timestamps[i], tenantid, dotnet_types[i], causation_ids[i],
            correlation_ids[i], headers[i], user_names[i], false
        from generate_series(1, cardinality(event_ids)) i
        returning seq_id)
    select array_agg(seq_id order by seq_id) into sequences from added;
    return array[final_version] || sequences;
end $$;

create or replace function events.mt_archive_stream(streamid uuid, tenantid varchar)
returns void language plpgsql as $$
begin
    update events.mt_streams set is_archived = true where id = streamid and tenant_id = tenantid;
    update events.mt_events set is_archived = true where stream_id = streamid and tenant_id = tenantid;
end $$;

create or replace function events.mt_mark_event_progression(name varchar, last_encountered bigint)
returns void language plpgsql as $$
begin
    insert into events.mt_event_progression as p (name, last_seq_id, last_updated)
    values (mt_mark_event_progression.name, last_encountered, transaction_timestamp())
    on conflict on constraint pk_mt_event_progression
    do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated;
end $$;

create or replace function events.mt_mark_progression_with_skip(
    shard_name varchar, ending_sequence bigint, starting_sequence bigint)
returns bigint language plpgsql as $$
declare
    moved bigint;
begin
    insert into events.mt_event_progression (name, last_seq_id) values (shard_name, starting_sequence)
    on conflict on constraint pk_mt_event_progression do nothing;
    update events.mt_event_progression p
    set last_seq_id = mt_mark_progression_with_skip.ending_sequence, last_updated = transaction_timestamp()
    where p.name = shard_name and p.last_seq_id = mt_mark_progression_with_skip.starting_sequence
    returning p.last_seq_id into moved;
    if moved is not null then
        insert into events.mt_high_water_skips (ending_sequence, starting_sequence)
        values (mt_mark_progression_with_skip.ending_sequence, mt_mark_progression_with_skip.starting_sequence)
        on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
    end if;
    return moved;
end $$;
