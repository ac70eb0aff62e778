create table app.form_triggers (
    tenant_id text not null,
    workflow_id uuid not null,
    node_id text not null,
    form_id uuid not null,
    primary key (tenant_id, workflow_id, node_id)
);
comment on table app.form_triggers is 'Which published workflows an answer to a form starts, kept up from the log.';
create index form_triggers_form on app.form_triggers (tenant_id, form_id);
select app.isolate_tenants('app.form_triggers');
