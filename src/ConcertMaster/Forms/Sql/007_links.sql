create table app.link_tokens (
    tenant_id text not null,
    token_hash bytea not null,
    link_id uuid not null,
    primary key (token_hash)
);
comment on table app.link_tokens is 'SHA-256 of each open link.';
select app.isolate_tenants('app.link_tokens');

create table app.link_quotas (
    tenant_id text not null,
    link_id uuid not null,
    taken integer not null,
    primary key (tenant_id, link_id)
);
comment on table app.link_quotas is 'How many answers each link with a quota has taken: claimed before an answer is accepted.';
select app.isolate_tenants('app.link_quotas', 'select, insert, update');

create table read.form_links (
    tenant_id text not null,
    link_id uuid not null,
    form_id uuid not null,
    name text not null,
    opens_at timestamptz,
    closes_at timestamptz,
    quota integer,
    one_per_person text not null,
    proof_of_work boolean not null,
    is_closed boolean not null,
    created_at timestamptz not null,
    primary key (tenant_id, link_id)
);
comment on table read.form_links is 'Links that anybody may begin a form with. Invitations made by one have its id as their distribution.';
create index form_links_form on read.form_links (tenant_id, form_id);
select app.isolate_tenants('read.form_links');
