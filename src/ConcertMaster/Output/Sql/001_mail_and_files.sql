create table app.sent_mail (
    tenant_id text not null,
    key text not null,
    begun_at timestamptz not null,
    sent_at timestamptz,
    primary key (tenant_id, key)
);
comment on table app.sent_mail is 'Letters by key: begun, and known to have gone out. Keeps a repeated step from mailing twice.';
select app.isolate_tenants('app.sent_mail');

create table app.mailbox (
    tenant_id text not null,
    id uuid not null,
    message_id text not null,
    recipients text[] not null,
    subject text not null,
    text text not null,
    html text,
    at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, message_id)
);
comment on table app.mailbox is 'Letters of the development mailbox. Stays empty in production.';
select app.isolate_tenants('app.mailbox');

create table app.file_contents (
    tenant_id text not null,
    sha256 bytea not null,
    content bytea not null,
    primary key (tenant_id, sha256)
);
comment on table app.file_contents is 'File contents by their hash: the same content is kept once.';
select app.isolate_tenants('app.file_contents', 'select, insert');

create table app.files (
    tenant_id text not null,
    id uuid not null,
    name text not null,
    content_type text not null,
    size bigint not null,
    sha256 bytea not null,
    created_at timestamptz not null,
    created_by text not null,
    primary key (tenant_id, id)
);
comment on table app.files is 'Files that were uploaded by people or exported by steps.';
select app.isolate_tenants('app.files', 'select, insert');
