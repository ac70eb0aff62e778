-- Requests for one stream may share a commit, each with its own version check and its own outcome; and a stream that
-- was archived takes nothing more. app.append_events, with one request per stream, stays for nodes of the release
-- before.

-- Requests come sorted by tenant, stream and turn. follows: the request is for the stream of the one before it.
create or replace function app.append_to_streams(
    tenants varchar[], streams uuid[], stream_types varchar[], expected bigint[], times timestamptz[],
    correlations varchar[], causations varchar[], users varchar[], metadata jsonb[], follows boolean[],
    counts int[], lasts int[], event_requests int[], event_positions int[], event_ids uuid[], event_types varchar[],
    dotnet_types varchar[], bodies jsonb[], channel text)
returns table (outcome int, stream_version bigint, last_sequence bigint)
language plpgsql as $$
declare
    total constant int := cardinality(streams);
    created int;
    bases bigint[];           -- version of each stream when its request's turn comes
    fresh boolean[];          -- the stream was made by this call
    closed boolean[];         -- the stream is archived
    fits boolean[];
    writes boolean[];         -- the request leaves its stream at a version that is not yet in its row
    repeats bigint[];         -- last sequence of an earlier, identical append
    repeat_versions bigint[];
    sequences bigint[];       -- one per event, null where the request does not fit
    last bigint;
    turn bigint;              -- version of the stream at hand
    writer int;               -- last request that fits it
begin
    insert into events.mt_streams (tenant_id, id, type, version, timestamp, created)
    select r.tenant, r.stream, r.stream_type, r.count, r.time, r.time
    from unnest(tenants, streams, stream_types, expected, counts, times) with ordinality
        as r (tenant, stream, stream_type, expected, count, time, ord)
    where r.expected <= 0
    order by r.ord
    on conflict do nothing;
    get diagnostics created = row_count;

    if created = total then
        bases := array_fill(0::bigint, array[total]);
        fits := array_fill(true, array[total]);
    else
        with locked as materialized (
            select r.ord, s.version, s.xmin = pg_current_xact_id()::xid as made, s.is_archived
            from unnest(tenants, streams) with ordinality as r (tenant, stream, ord)
            join events.mt_streams s on s.tenant_id = r.tenant and s.id = r.stream
            order by r.ord
            for no key update of s)
        select array_agg(case when l.made then 0 else coalesce(l.version, 0) end order by r.ord),
            array_agg(coalesce(l.made, false) order by r.ord), array_agg(coalesce(l.is_archived, false) order by r.ord)
        into bases, fresh, closed
        from generate_series(1, total) as r (ord) left join locked l on l.ord = r.ord;

        -- A repeated request is known by its event ids: at the place it names, or among the newest of the stream
        -- when it names none. Two requests of one call never carry the same ids.
        select array_agg(m.last_sequence order by r.ord), array_agg(m.last_version order by r.ord)
        into repeats, repeat_versions
        from unnest(tenants, streams, expected, counts, lasts) with ordinality
            as r (tenant, stream, expected, count, last, ord)
        left join lateral (
            select max(e.seq_id) as last_sequence, max(e.version) as last_version
            from events.mt_events e
            where e.tenant_id = r.tenant and e.stream_id = r.stream
                and e.version > case when r.expected < 0 then bases[r.ord] - 100 else r.expected end
                and e.version <= case when r.expected < 0 then bases[r.ord] else r.expected + r.count end
                and e.id = any (event_ids[r.last - r.count + 1 : r.last])
            having count(*) = r.count) m on bases[r.ord] > greatest(r.expected, 0);

        if true = any (follows) then
            fits := array_fill(false, array[total]);
            writes := array_fill(false, array[total]);
            for i in 1..total loop
                if follows[i] then
                    bases[i] := turn;
                else
                    turn := bases[i];
                    writer := null;
                end if;
                if not closed[i] and repeats[i] is null and (expected[i] < 0 or expected[i] = turn) then
                    fits[i] := true;
                    -- The row of a fresh stream already says what its first request leaves.
                    writes[i] := not fresh[i] or writer is not null;
                    if writer is not null then writes[writer] := false; end if;
                    writer := i;
                    turn := turn + counts[i];
                end if;
            end loop;
        else
            select array_agg((e.version < 0 or e.version = bases[e.ord]) and repeats[e.ord] is null
                and not closed[e.ord] order by e.ord)
            into fits from unnest(expected) with ordinality as e (version, ord);
            select array_agg(w.fits and not w.fresh order by w.ord)
            into writes from unnest(fits, fresh) with ordinality as w (fits, fresh, ord);
        end if;

        update events.mt_streams s set version = bases[r.ord] + r.count, timestamp = r.time
        from unnest(tenants, streams, counts, times) with ordinality as r (tenant, stream, count, time, ord)
        where s.tenant_id = r.tenant and s.id = r.stream and writes[r.ord];
    end if;

    if true = any (fits) then
        perform pg_advisory_xact_lock(7316520115141103);
        select array_agg(case when fits[e.request] then nextval('events.mt_events_sequence') end)
        into sequences from unnest(event_requests) as e (request);

        insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id,
            mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
        select sequences[e.ord], e.id, r.stream, bases[e.request] + e.position, e.body, e.type, r.time, r.tenant,
            e.dotnet_type, r.correlation, r.causation, r.metadata, r.user_name, false
        from unnest(event_requests, event_positions, event_ids, event_types, dotnet_types, bodies) with ordinality
            as e (request, position, id, type, dotnet_type, body, ord)
        join unnest(tenants, streams, times, correlations, causations, users, metadata) with ordinality
            as r (tenant, stream, time, correlation, causation, user_name, metadata, ord) on r.ord = e.request
        where fits[e.request];

        select max(s) into last from unnest(sequences) s;
        perform pg_notify(channel, last::text);
    end if;

    return query
        select case when fits[r.ord] then 0 when repeats[r.ord] is not null then 1 when closed[r.ord] then 3 else 2 end,
            case when fits[r.ord] then bases[r.ord] + r.count else coalesce(repeat_versions[r.ord], bases[r.ord]) end,
            case when fits[r.ord] then sequences[r.last] else coalesce(repeats[r.ord], 0) end
        from unnest(counts, lasts) with ordinality as r (count, last, ord)
        order by r.ord;
end $$;

-- For a request that is alone in its commit.
create or replace function app.append_to_stream(
    tenant varchar, stream uuid, stream_type varchar, expected bigint, stored_at timestamptz, correlation varchar,
    causation varchar, user_name varchar, metadata jsonb,
    event_ids uuid[], event_types varchar[], dotnet_types varchar[], bodies jsonb[], channel text)
returns table (outcome int, stream_version bigint, last_sequence bigint)
language plpgsql as $$
declare
    added constant int := cardinality(event_ids);
    base bigint;
    closed boolean;
    repeat_sequence bigint;
    repeat_version bigint;
begin
    if expected <= 0 then
        insert into events.mt_streams (tenant_id, id, type, version, timestamp, created)
        values (tenant, stream, stream_type, added, stored_at, stored_at)
        on conflict do nothing;
        if found then base := 0; end if;
    else
        update events.mt_streams s set version = s.version + added, timestamp = stored_at
        where s.tenant_id = tenant and s.id = stream and s.version = expected and s.is_archived is not true;
        if found then base := expected; end if;
    end if;

    if base is null then
        select s.version, s.is_archived into base, closed from events.mt_streams s
        where s.tenant_id = tenant and s.id = stream for no key update;
        base := coalesce(base, 0);
        select max(e.seq_id), max(e.version) into repeat_sequence, repeat_version
        from events.mt_events e
        where e.tenant_id = tenant and e.stream_id = stream
            and e.version > case when expected < 0 then base - 100 else expected end
            and e.version <= case when expected < 0 then base else expected + added end
            and e.id = any (event_ids)
        having count(*) = added;
        if repeat_sequence is not null then
            return query select 1, repeat_version, repeat_sequence;
            return;
        elsif closed then
            return query select 3, base, 0::bigint;
            return;
        elsif expected >= 0 and expected <> base then
            return query select 2, base, 0::bigint;
            return;
        end if;
        update events.mt_streams s set version = base + added, timestamp = stored_at
        where s.tenant_id = tenant and s.id = stream;
    end if;

    perform pg_advisory_xact_lock(7316520115141103);
    insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id,
        mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
    select nextval('events.mt_events_sequence'), e.id, stream, base + e.position, e.body, e.type, stored_at, tenant,
        e.dotnet_type, correlation, causation, metadata, append_to_stream.user_name, false
    from unnest(event_ids, event_types, dotnet_types, bodies) with ordinality
        as e (id, type, dotnet_type, body, position);
    last_sequence := currval('events.mt_events_sequence');
    perform pg_notify(channel, last_sequence::text);
    return query select 0, base + added, last_sequence;
end $$;

-- Once its row is locked nobody is adding to the stream, so that every event of it is there to be marked.
create or replace function app.archive_stream(tenant varchar, stream uuid)
returns boolean language plpgsql as $$
begin
    update events.mt_streams s set is_archived = true where s.tenant_id = tenant and s.id = stream;
    if not found then return false; end if;
    update events.mt_events e set is_archived = true
    where e.tenant_id = tenant and e.stream_id = stream and e.is_archived is not true;
    return true;
end $$;
