create table app.preferences (
    tenant_id text not null,
    user_id uuid not null,
    name text not null,
    value jsonb not null,
    saved_at timestamptz not null,
    primary key (tenant_id, user_id, name)
);
comment on table app.preferences is
    'What somebody set for themselves alone: favourites, keys, views of lists, the way back in the editor.';
select app.isolate_tenants('app.preferences', 'select, insert, update, delete');
