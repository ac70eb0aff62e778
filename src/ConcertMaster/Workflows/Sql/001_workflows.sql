create table read.workflows (
    tenant_id text not null,
    workflow_id uuid not null,
    name text not null,
    status text not null,
    stream_version bigint not null,
    published_version integer,
    published_hash text,
    node_count integer not null,
    trigger_types text[] not null,
    updated_at timestamptz not null,
    updated_by text,
    primary key (tenant_id, workflow_id)
);
create index workflows_updated on read.workflows (tenant_id, updated_at desc, workflow_id);
comment on table read.workflows is 'Workflows as the list shows them, one row each.';
comment on column read.workflows.status is
    'draft: never published; published: as published; changed: edited since; archived.';
comment on column read.workflows.stream_version is 'Number of events of the workflow so far.';
comment on column read.workflows.updated_by is 'User id, or the name of the part of the system that acted.';
select app.isolate_tenants('read.workflows');
