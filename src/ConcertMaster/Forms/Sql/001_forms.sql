create table app.invitation_tokens (
    tenant_id text not null,
    token_hash bytea not null,
    invitation_id uuid not null,
    primary key (token_hash)
);
comment on table app.invitation_tokens is
    'SHA-256 of each personal link. The link itself is nowhere stored: it is computed from the installation''s key.';
select app.isolate_tenants('app.invitation_tokens');

create table app.invitation_reminders (
    tenant_id text not null,
    invitation_id uuid not null,
    number integer not null,
    due_at timestamptz not null,
    primary key (tenant_id, invitation_id, number)
);
create index invitation_reminders_due on app.invitation_reminders (due_at);
comment on table app.invitation_reminders is 'Reminders that are still to be sent, kept up from the log.';
select app.isolate_tenants('app.invitation_reminders');

create table read.forms (
    tenant_id text not null,
    form_id uuid not null,
    name text not null,
    status text not null,
    version bigint not null,
    published_version integer,
    field_count integer not null,
    response_count integer not null,
    updated_at timestamptz not null,
    primary key (tenant_id, form_id)
);
comment on table read.forms is 'Forms of the organisation.';
comment on column read.forms.status is 'draft, published, changed (edited since it was published) or closed.';
select app.isolate_tenants('read.forms');

create table read.invitations (
    tenant_id text not null,
    invitation_id uuid not null,
    distribution_id uuid not null,
    form_id uuid not null,
    form_version integer not null,
    email text not null,
    name text,
    reference text,
    state text not null,
    issued_at timestamptz not null,
    sent_at timestamptz,
    opened_at timestamptz,
    submitted_at timestamptz,
    reminders integer not null,
    deadline timestamptz,
    message text,
    bounced_because text,
    primary key (tenant_id, invitation_id)
);
comment on table read.invitations is 'Everybody who was asked to fill in a form, and how far it went.';
comment on column read.invitations.distribution_id is 'One sending: all invitations that went out together.';
comment on column read.invitations.state is 'issued, sent, bounced, opened, submitted or revoked.';
create index invitations_distribution on read.invitations (tenant_id, form_id, distribution_id, invitation_id);
select app.isolate_tenants('read.invitations');

create table read.responses (
    tenant_id text not null,
    response_id uuid not null,
    number text not null,
    form_id uuid not null,
    form_name text not null,
    form_version integer not null,
    distribution_id uuid not null,
    email text not null,
    name text,
    reference text,
    status text not null,
    submitted_at timestamptz not null,
    amended_at timestamptz,
    content_hash text not null,
    answers jsonb not null,
    primary key (tenant_id, response_id)
);
comment on table read.responses is 'Answers as they stand, after amendments.';
comment on column read.responses.status is 'submitted, inReview, approved, rejected or changesRequested.';
comment on column read.responses.content_hash is 'SHA-256 of the canonical JSON of the answers, in hex.';
create index responses_submitted on read.responses (tenant_id, submitted_at desc, response_id desc);
create index responses_form on read.responses (tenant_id, form_id, submitted_at desc);
select app.isolate_tenants('read.responses');
