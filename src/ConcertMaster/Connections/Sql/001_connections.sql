create table app.connection_secrets (
    tenant_id text not null,
    connection_id uuid not null,
    sealed bytea not null,
    changed_at timestamptz not null,
    primary key (tenant_id, connection_id)
);
comment on table app.connection_secrets is
    'Passwords and tokens of connections, encrypted with AES-256-GCM under a key that is not in this database.';
select app.isolate_tenants('app.connection_secrets', 'insert, update, delete');

create table read.connections (
    tenant_id text not null,
    connection_id uuid not null,
    name text not null,
    kind text not null,
    settings jsonb not null,
    has_secret boolean not null,
    updated_at timestamptz not null,
    primary key (tenant_id, connection_id)
);
comment on table read.connections is 'Named connections to other systems. Secrets are not here.';
comment on column read.connections.kind is 'postgres, http, smtp or s3.';
create index connections_name on read.connections (tenant_id, name);
select app.isolate_tenants('read.connections');
