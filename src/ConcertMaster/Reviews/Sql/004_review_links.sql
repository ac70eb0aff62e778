create table app.review_links_used (
    tenant_id text not null,
    token_hash bytea not null,
    used_at timestamptz not null,
    primary key (tenant_id, token_hash)
);
comment on table app.review_links_used is 'Links of letters through which a decision was made; none works twice.';
select app.isolate_tenants('app.review_links_used', 'select, insert');
