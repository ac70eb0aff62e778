create table app.form_progress (
    tenant_id text not null,
    invitation_id uuid not null,
    page integer not null,
    form_id uuid not null,
    form_version integer not null,
    seconds double precision,
    last_field text,
    device text,
    at timestamptz not null,
    primary key (tenant_id, invitation_id, form_version, page)
);
create index form_progress_form on app.form_progress (tenant_id, form_id, form_version);
comment on table app.form_progress is
    'How far people came with forms, page by page. Kept beside the log: it says nothing of what they answered, and is forgotten with them.';
select app.isolate_tenants('app.form_progress', 'select, insert, update, delete');

-- The body is text, so that the table can be rebuilt and swapped under the views that stand on this.
create function read.answers_of(form uuid) returns table (
    tenant_id text, response_id uuid, number text, form_version integer, reference text, status text,
    submitted_at timestamptz, amended_at timestamptz, answers jsonb)
language sql stable as $$
    select tenant_id, response_id, number, form_version, reference, status, submitted_at, amended_at, answers
      from read.responses where form_id = form
$$;
comment on function read.answers_of(uuid) is 'Responses to one form; the views form_…_v1, form_…_all give their answers columns of their own.';
grant execute on function read.answers_of(uuid) to concertmaster_analyst, concertmaster_requests, concertmaster_system;
