create table app.workflow_test_data (
    tenant_id text not null,
    workflow_id uuid not null,
    node_id text not null,
    output jsonb not null,
    port text,
    origin text,
    pinned_at timestamptz not null,
    pinned_by uuid not null,
    primary key (tenant_id, workflow_id, node_id)
);
comment on table app.workflow_test_data is
    'Outputs pinned to steps for trying the steps after them. Often copies of real data, so no events: they can be forgotten.';
select app.isolate_tenants('app.workflow_test_data', 'select, insert, update, delete');
