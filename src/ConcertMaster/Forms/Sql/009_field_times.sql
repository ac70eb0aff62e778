create table app.form_field_times (
    tenant_id text not null,
    invitation_id uuid not null,
    form_version integer not null,
    field text not null,
    form_id uuid not null,
    seconds double precision not null,
    primary key (tenant_id, invitation_id, form_version, field)
);
create index form_field_times_form on app.form_field_times (tenant_id, form_id, form_version);
comment on table app.form_field_times is
    'How long people were at each question. Kept beside the log: it says nothing of what they answered, and is forgotten with them.';
select app.isolate_tenants('app.form_field_times', 'select, insert, update, delete');
