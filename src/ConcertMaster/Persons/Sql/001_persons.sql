create table app.persons (
    tenant_id text not null,
    person_id uuid not null,
    wrapped_key bytea,
    email text,
    name text,
    created_at timestamptz not null,
    erased_at timestamptz,
    primary key (tenant_id, person_id)
);
comment on table app.persons is
    'People whom forms are about, with the key of each, wrapped by the organisation''s key. Erasing a person empties the row.';
create index persons_email on app.persons (tenant_id, email);
select app.isolate_tenants('app.persons', 'select, insert, update');

create table read.consents (
    tenant_id text not null,
    person_id uuid not null,
    consent_id text not null,
    text_version text not null,
    text_sha256 text not null,
    given_at timestamptz not null,
    withdrawn_at timestamptz,
    primary key (tenant_id, person_id, consent_id)
);
comment on table read.consents is 'What people have agreed to, to which text, and what they took back.';
select app.isolate_tenants('read.consents');
