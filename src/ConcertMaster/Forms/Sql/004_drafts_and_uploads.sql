create table app.form_drafts (
    tenant_id text not null,
    invitation_id uuid not null,
    form_version integer not null,
    answers jsonb not null,
    page integer not null,
    revision integer not null,
    saved_at timestamptz not null,
    primary key (tenant_id, invitation_id)
);
comment on table app.form_drafts is
    'Answers that were not sent yet. They are nobody''s statement, so they are no events, and go when they are sent or forgotten.';
select app.isolate_tenants('app.form_drafts', 'select, insert, update, delete');

create table app.draft_links (
    tenant_id text not null,
    code_hash bytea not null,
    invitation_id uuid not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (code_hash)
);
create index draft_links_invitation on app.draft_links (tenant_id, invitation_id);
comment on table app.draft_links is 'SHA-256 of each link by which a draft is continued on another device, once.';
select app.isolate_tenants('app.draft_links', 'select, insert, update, delete');

create table app.form_uploads (
    tenant_id text not null,
    upload_id uuid not null,
    invitation_id uuid not null,
    field text not null,
    name text not null,
    size bigint not null,
    received bigint not null,
    state text not null,
    content_type text,
    sha256 bytea,
    scanned boolean not null,
    because text,
    response_id uuid,
    created_at timestamptz not null,
    primary key (tenant_id, upload_id)
);
create index form_uploads_invitation on app.form_uploads (tenant_id, invitation_id);
create index form_uploads_quarantine on app.form_uploads (created_at) where state = 'quarantined';
comment on table app.form_uploads is 'Files that were sent along with answers.';
comment on column app.form_uploads.state is 'receiving, quarantined (the scanner has not answered), ready, rejected.';
comment on column app.form_uploads.scanned is 'False where no scanner is configured: the file was let through unseen.';
select app.isolate_tenants('app.form_uploads', 'select, insert, update, delete');

create table app.form_upload_chunks (
    tenant_id text not null,
    upload_id uuid not null,
    at_offset bigint not null,
    content bytea not null,
    primary key (tenant_id, upload_id, at_offset)
);
comment on table app.form_upload_chunks is 'What has arrived of uploads that are under way.';
select app.isolate_tenants('app.form_upload_chunks', 'select, insert, update, delete');

create table app.form_file_contents (
    tenant_id text not null,
    sha256 bytea not null,
    content bytea not null,
    primary key (tenant_id, sha256)
);
comment on table app.form_file_contents is 'Contents of uploaded files by their hash: the same content is kept once, as long as anybody needs it.';
select app.isolate_tenants('app.form_file_contents', 'select, insert, delete');

alter table read.invitations add column started_at timestamptz;
comment on column read.invitations.started_at is 'When the first answer was kept as a draft.';
comment on column read.invitations.state is 'issued, sent, bounced, opened, started, submitted or revoked.';
