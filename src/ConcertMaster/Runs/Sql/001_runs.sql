create table read.runs (
    tenant_id text not null,
    run_id uuid not null,
    workflow_id uuid not null,
    workflow_name text not null,
    workflow_version integer not null,
    status text not null,
    trigger text not null,
    started_by text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    waiting_for text,
    error_code text,
    error text,
    error_node_id text,
    parent_run_id uuid,
    stream_version bigint not null,
    primary key (tenant_id, run_id)
);
create index runs_started on read.runs (tenant_id, started_at desc, run_id desc);
create index runs_of_workflow on read.runs (tenant_id, workflow_id, started_at desc);
comment on table read.runs is 'Runs of workflows, one row each.';
comment on column read.runs.status is 'running, waiting, paused, completed, failed, cancelled.';
comment on column read.runs.trigger is 'What set it in motion: manual, webhook, schedule, form, run, error.';
comment on column read.runs.started_by is 'User id, or the name of the part of the system that acted.';
comment on column read.runs.waiting_for is 'What a waiting run waits for, in words.';
comment on column read.runs.stream_version is 'Number of events of the run so far.';
select app.isolate_tenants('read.runs');

create table read.run_steps (
    tenant_id text not null,
    run_id uuid not null,
    node_id text not null,
    iteration text not null,
    status text not null,
    attempt integer not null,
    port text,
    output jsonb,
    output_hash text,
    error_code text,
    error text,
    waiting_for text,
    waits_until timestamptz,
    started_at timestamptz,
    ended_at timestamptz,
    primary key (tenant_id, run_id, node_id, iteration)
);
comment on table read.run_steps is 'Steps of runs: one row for each node that a run has reached, and each pass through a loop.';
comment on column read.run_steps.iteration is 'Which pass through the enclosing loops: empty outside a loop, 3, 3/0.';
comment on column read.run_steps.status is 'running, waiting, retrying, completed, failed, skipped.';
comment on column read.run_steps.port is 'The port by which the run left the step.';
comment on column read.run_steps.output is 'What the step gave; null where it is too large for the log.';
comment on column read.run_steps.output_hash is 'SHA-256 of an output that is too large for the log.';
select app.isolate_tenants('read.run_steps');

create table app.open_runs (
    tenant_id text not null,
    run_id uuid not null,
    owner text not null,
    status text not null,
    primary key (tenant_id, run_id)
);
create index open_runs_driven on app.open_runs (owner) where status in ('running', 'paused');
comment on table app.open_runs is 'Runs that have not ended, and the node of the cluster that drives each.';
select app.isolate_tenants('app.open_runs');

create table app.timers (
    tenant_id text not null,
    run_id uuid not null,
    node_id text not null,
    iteration text not null,
    due_at timestamptz not null,
    primary key (tenant_id, run_id, node_id, iteration)
);
create index timers_due on app.timers (due_at);
comment on table app.timers is 'When waiting steps are to be woken.';
select app.isolate_tenants('app.timers');

create table app.webhooks (
    tenant_id text not null,
    path text not null,
    method text not null,
    workflow_id uuid not null,
    node_id text not null,
    primary key (tenant_id, workflow_id, node_id)
);
create index webhooks_by_path on app.webhooks (tenant_id, path, method);
comment on table app.webhooks is 'Addresses of the newest published versions that take requests.';
select app.isolate_tenants('app.webhooks');

create table app.schedules (
    tenant_id text not null,
    workflow_id uuid not null,
    node_id text not null,
    cron text not null,
    timezone text not null,
    missed_runs text not null,
    published_at timestamptz not null,
    primary key (tenant_id, workflow_id, node_id)
);
comment on table app.schedules is 'Schedules of the newest published versions.';
select app.isolate_tenants('app.schedules');

-- Not history, so not projections: what the engine remembers for itself.
create table app.schedule_progress (
    tenant_id text not null,
    workflow_id uuid not null,
    node_id text not null,
    fired_for timestamptz not null,
    primary key (tenant_id, workflow_id, node_id)
);
comment on table app.schedule_progress is 'The newest time for which each schedule has fired.';
select app.isolate_tenants('app.schedule_progress');

create table app.nodes (
    name text primary key,
    started_at timestamptz not null,
    beat_at timestamptz not null
);
comment on table app.nodes is 'Heartbeats of the cluster.';
grant all on app.nodes to concertmaster_system;
grant select on app.nodes to concertmaster_requests;

create table app.blobs (
    tenant_id text not null,
    hash text not null,
    content bytea not null,
    primary key (tenant_id, hash)
);
comment on table app.blobs is 'Values too large for an event, by the SHA-256 of their content.';
select app.isolate_tenants('app.blobs');

create table app.engine_keys (
    name text primary key,
    key bytea not null
);
comment on table app.engine_keys is 'Keys with which the engine signs addresses; made once for a database.';
grant select, insert on app.engine_keys to concertmaster_system;
