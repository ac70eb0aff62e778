alter table read.review_inbox
    add column stage text not null default '',
    add column waiting jsonb not null default '[]',
    add column open_to text[] not null default '{}',
    add column assigned_ids text[] not null default '{}',
    add column delegated_to text[] not null default '{}',
    add column spoken_by text[] not null default '{}',
    add column claimed_until timestamptz,
    add column open_queries integer not null default 0,
    add column revisions integer not null default 0,
    add column run_id uuid;
comment on column read.review_inbox.state is
    'open, claimed, returned (the sender is asked for changes), approved, rejected, changesRequested or withdrawn.';
comment on column read.review_inbox.stage is 'Names of the stages that wait now.';
comment on column read.review_inbox.waiting is 'The stages that wait now, each with whom it is open to.';
comment on column read.review_inbox.open_to is
    'Seats that may decide now, such as team:<id> or person:<address>; empty: every reviewer.';
comment on column read.review_inbox.assigned_ids is 'Ids of those to whom the waiting stages are assigned.';
comment on column read.review_inbox.delegated_to is 'Ids of those who decide in somebody else''s name.';
comment on column read.review_inbox.spoken_by is 'Ids of those who gave an opinion.';
comment on column read.review_inbox.claimed_until is 'When the claim lapses by itself.';
comment on column read.review_inbox.open_queries is 'Queries that block the decision.';
comment on column read.review_inbox.revisions is 'How often the content changed while under review.';
comment on column read.review_inbox.run_id is 'The run that waits for the decision.';
create index review_inbox_open_to on read.review_inbox using gin (open_to) where state in ('open', 'claimed');
create index review_inbox_run on read.review_inbox (tenant_id, run_id) where run_id is not null;

create table read.review_templates (
    tenant_id text not null,
    template_id uuid not null,
    name text not null,
    stages jsonb not null,
    changed_at timestamptz not null,
    primary key (tenant_id, template_id)
);
comment on table read.review_templates is 'Stages under a name, to be used by many steps.';
select app.isolate_tenants('read.review_templates');

create table app.review_turns (
    tenant_id text not null,
    pool text not null,
    next bigint not null,
    primary key (tenant_id, pool)
);
comment on table app.review_turns is 'Whose turn it is in each pool of reviewers that takes turns.';
select app.isolate_tenants('app.review_turns');
