create table app.credentials (
    email text primary key,
    tenant_id text not null,
    user_id uuid not null,
    password_hash text not null,
    changed_at timestamptz not null
);
comment on table app.credentials is
    'Sign-in addresses (lower case) and password hashes. Kept out of events, so that a person can be forgotten.';
grant select, insert, update, delete on app.credentials to concertmaster_system;

create table app.sign_in_failures (
    subject text not null,
    failed_at timestamptz not null
);
create index sign_in_failures_subject on app.sign_in_failures (subject, failed_at);
comment on table app.sign_in_failures is 'Recent failed sign-ins by address and e-mail, to slow guessing down.';
grant select, insert, delete on app.sign_in_failures to concertmaster_system;

create table read.organisations (
    tenant_id text not null,
    slug text not null,
    name text not null,
    registered_at timestamptz not null,
    primary key (tenant_id, slug)
);
comment on table read.organisations is 'The organisation: its short name in addresses, and its display name.';
create index organisations_slug on read.organisations (slug);
select app.isolate_tenants('read.organisations');

create table read.members (
    tenant_id text not null,
    user_id uuid not null,
    email text not null,
    name text not null,
    role text not null,
    active boolean not null,
    last_sign_in_at timestamptz,
    primary key (tenant_id, user_id)
);
comment on table read.members is 'People of the organisation, their role today and when they last signed in.';
select app.isolate_tenants('read.members');
