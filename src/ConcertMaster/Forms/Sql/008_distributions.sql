create table read.distributions (
    tenant_id text not null,
    distribution_id uuid not null,
    form_id uuid not null,
    form_version integer not null,
    count integer not null,
    channel text not null,
    message text,
    deadline timestamptz,
    status text not null,
    accepted_by uuid not null,
    accepted_at timestamptz not null,
    ended_at timestamptz,
    primary key (tenant_id, distribution_id)
);
comment on table read.distributions is 'Sendings of a form by hand. Those of a run and of an open link have no row: their invitations tell.';
comment on column read.distributions.count is 'How many are asked.';
comment on column read.distributions.channel is 'mail, sms or portal: how they hear of it; whoever has no address hears by sms.';
comment on column read.distributions.status is 'sending, finished or stopped.';
create index distributions_form on read.distributions (tenant_id, form_id, accepted_at desc);
create index distributions_open on read.distributions (accepted_at) where status = 'sending';
select app.isolate_tenants('read.distributions');

create table app.sendings (
    tenant_id text not null,
    distribution_id uuid not null,
    parts_done integer not null,
    sent integer not null,
    undelivered integer not null,
    leased_by uuid,
    leased_until timestamptz not null,
    waits_until timestamptz,
    because text,
    primary key (tenant_id, distribution_id)
);
comment on table app.sendings is 'How far sendings that are under way have come, and which node is at them. Without a row one begins anew, and repeats nothing.';
comment on column app.sendings.because is 'Why it waits, such as a mail server that cannot be reached.';
select app.isolate_tenants('app.sendings');

alter table read.invitations add column phone text;
alter table read.invitations add column channel text;
comment on column read.invitations.phone is 'Sealed for the person, as the address is.';
comment on column read.invitations.channel is 'mail, sms or portal; null in invitations of old, which went by mail.';
