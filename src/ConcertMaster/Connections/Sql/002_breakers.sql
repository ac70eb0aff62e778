create table read.connection_breakers (
    tenant_id text not null,
    connection_id uuid not null,
    state text not null,
    reason text not null,
    times integer not null,
    until timestamptz not null,
    since timestamptz not null,
    primary key (tenant_id, connection_id)
);
comment on table read.connection_breakers is
    'Connections whose other side does not answer: steps wait instead of trying. One that works has no row.';
comment on column read.connection_breakers.state is 'open, or halfOpen while one step tries.';
comment on column read.connection_breakers.reason is 'The failure that opened it.';
comment on column read.connection_breakers.times is 'How often it was found failing, one after another.';
comment on column read.connection_breakers.until is 'Nobody tries before this time.';
select app.isolate_tenants('read.connection_breakers');
