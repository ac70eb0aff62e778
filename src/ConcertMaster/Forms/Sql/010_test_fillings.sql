create table app.form_tests (
    tenant_id text not null,
    token_hash bytea not null,
    test_id uuid not null,
    form_id uuid not null,
    name text not null,
    definition jsonb not null,
    expires_at timestamptz not null,
    primary key (token_hash)
);
create index form_tests_form on app.form_tests (tenant_id, form_id);
comment on table app.form_tests is 'Links by which a form is tried as it is edited: SHA-256 of each, and the form as it was when the link was made.';
select app.isolate_tenants('app.form_tests', 'select, insert, delete');

create table app.form_test_answers (
    tenant_id text not null,
    form_id uuid not null,
    number text not null,
    answers jsonb not null,
    content_hash text not null,
    at timestamptz not null,
    expires_at timestamptz not null,
    primary key (tenant_id, form_id, number)
);
comment on table app.form_test_answers is
    'What was sent in tests. No event tells of it, so that it can be in no list, count, export or run; it goes after some days.';
select app.isolate_tenants('app.form_test_answers', 'select, insert, delete');
