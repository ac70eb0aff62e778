create table app.idempotency_keys (
    tenant_id text not null,
    caller text not null,
    key text not null,
    request_hash bytea not null,
    status integer,
    content_type text,
    headers jsonb,
    body bytea,
    created_at timestamptz not null,
    primary key (tenant_id, caller, key)
);
comment on table app.idempotency_keys is
    'The answer to each POST that carried an Idempotency-Key, so that a repeated request gets the same answer.';
select app.isolate_tenants('app.idempotency_keys', 'select, insert, update, delete');

create table app.data_protection_keys (
    name text primary key,
    xml text not null,
    created_at timestamptz not null default now()
);
comment on table app.data_protection_keys is 'Keys that protect cookies and tokens, shared by all nodes.';
grant select, insert on app.data_protection_keys to concertmaster_system;
