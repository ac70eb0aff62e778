create table read.business_calendars (
    tenant_id text not null,
    calendar_id uuid not null,
    name text not null,
    zone text not null,
    hours jsonb not null,
    holidays jsonb not null,
    primary key (tenant_id, calendar_id)
);
comment on table read.business_calendars is 'When the organisation works: hours by day of the week in a zone, and holidays.';
select app.isolate_tenants('read.business_calendars');

create table app.review_clocks (
    tenant_id text not null,
    review_id uuid not null,
    next_at timestamptz,
    due_at timestamptz,
    claim_until timestamptz,
    resting boolean not null,
    marks text[] not null,
    primary key (tenant_id, review_id)
);
comment on table app.review_clocks is 'When there is next something to do about an open review: a claim, a reminder, an escalation.';
create index review_clocks_next on app.review_clocks (next_at) where next_at is not null;
select app.isolate_tenants('app.review_clocks');
