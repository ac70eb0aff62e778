create table app.notifications (
    tenant_id text not null,
    id uuid not null,
    user_id uuid not null,
    key text not null,
    kind text not null,
    title text not null,
    body text not null,
    path text not null,
    mail_path text,
    at timestamptz not null,
    read_at timestamptz,
    -- When it goes by mail: null when it does not, or has gone.
    mail_at timestamptz,
    digest boolean not null default false,
    attempts integer not null default 0,
    primary key (tenant_id, id),
    unique (tenant_id, user_id, key)
);
comment on table app.notifications is 'What people were told, whether they have seen it, and whether it still goes by mail.';
create index notifications_of_user on app.notifications (tenant_id, user_id, id desc);
create index notifications_mail on app.notifications (mail_at) where mail_at is not null;
select app.isolate_tenants('app.notifications', 'select, update');

create table app.notification_preferences (
    tenant_id text not null,
    user_id uuid not null,
    mail text not null,
    digest_hour integer not null,
    zone text not null,
    muted text[] not null,
    primary key (tenant_id, user_id)
);
comment on table app.notification_preferences is 'How each person wants to be told: by mail at once, once a day, or not.';
select app.isolate_tenants('app.notification_preferences', 'select, insert, update');

create table app.notification_hooks (
    tenant_id text not null,
    id uuid not null,
    url text not null,
    format text not null,
    primary key (tenant_id, id)
);
comment on table app.notification_hooks is 'Addresses that every notice of the organisation is posted to, as JSON or in the format of Slack.';
select app.isolate_tenants('app.notification_hooks', 'select, insert, delete');

create table app.hook_deliveries (
    tenant_id text not null,
    hook_id uuid not null,
    key text not null,
    kind text not null,
    title text not null,
    body text not null,
    path text not null,
    at timestamptz not null,
    next_at timestamptz,
    attempts integer not null default 0,
    fault text,
    primary key (tenant_id, hook_id, key)
);
comment on table app.hook_deliveries is 'Notices on their way to a hook; next_at is null when delivered or given up.';
create index hook_deliveries_next on app.hook_deliveries (next_at) where next_at is not null;
select app.isolate_tenants('app.hook_deliveries');
