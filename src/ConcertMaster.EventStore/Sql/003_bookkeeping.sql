-- What the store keeps for itself. None of it is history: all but the operators' pauses can be lost and comes back.
create table if not exists app.event_nodes (
    node text primary key,
    seen_at timestamptz not null
);
comment on table app.event_nodes is 'Heartbeats of the nodes that run projections and subscriptions.';

create table if not exists app.event_leases (
    shard text primary key,
    node text not null,
    token bigint not null,
    expires_at timestamptz not null
);
comment on table app.event_leases is
    'Which node runs which shard. The token rises with every change of hands and fences the writes of the old one.';

create table if not exists app.event_shards (
    shard text primary key,
    state text not null default 'running',
    changed_by text,
    failed_sequence bigint,
    failed_event_type text,
    failed_tenant text,
    error text,
    failed_at timestamptz,
    skipped_sequences bigint[] not null default '{}',
    rebuild_requested boolean not null default false,
    constraint event_shards_state check (state in ('running', 'paused', 'poisoned', 'superseded'))
);
comment on table app.event_shards is
    'Shards that an operator paused or an event stopped, events to be skipped, rebuilds asked for.';

create table if not exists app.event_snapshots (
    tenant_id text not null,
    stream_id uuid not null,
    snapshot_type text not null,
    version bigint not null,
    data jsonb not null,
    taken_at timestamptz not null default now(),
    primary key (tenant_id, stream_id, snapshot_type)
);
comment on table app.event_snapshots is 'States of long streams. Disposable: whatever is deleted is folded again.';

-- Moves the progress of a shard by compare-and-set, in the transaction that writes the effect, for the holder of the
-- lease alone. False: another node has moved it or taken it over, and the caller must roll back.
create or replace function app.move_progress(
    shard varchar, lease text, lease_token bigint, from_sequence bigint, to_sequence bigint, channel text)
returns boolean language plpgsql as $$
begin
    update events.mt_event_progression p set last_seq_id = to_sequence, last_updated = transaction_timestamp()
    where p.name = move_progress.shard and p.last_seq_id = from_sequence
        and exists (select from app.event_leases l where l.shard = lease and l.token = lease_token);
    if not found then return false; end if;
    perform pg_notify(channel, move_progress.shard || ' ' || to_sequence);
    return true;
end $$;
