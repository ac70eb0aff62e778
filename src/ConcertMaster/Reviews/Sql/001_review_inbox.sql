create table read.review_inbox (
    tenant_id text not null,
    review_id uuid not null,
    title text not null,
    queue text not null,
    state text not null,
    requested_at timestamptz not null,
    due_at timestamptz,
    claimed_by_id uuid,
    claimed_by_name text,
    assignees text[] not null,
    required_approvals integer not null,
    approvals integer not null,
    reason text,
    subject_kind text not null,
    subject_id text not null,
    subject_label text not null,
    decided_at timestamptz,
    primary key (tenant_id, review_id)
);
comment on table read.review_inbox is 'Every review that was asked for: where it stands, who has it, and what it is about.';
comment on column read.review_inbox.state is 'open, claimed, approved, rejected, changesRequested or withdrawn.';
comment on column read.review_inbox.assignees is 'E-mail addresses of those who may decide; empty: every reviewer.';
comment on column read.review_inbox.approvals is 'Approvals so far, of required_approvals.';
create index review_inbox_state on read.review_inbox (tenant_id, state, due_at);
create index review_inbox_subject on read.review_inbox (tenant_id, subject_kind, subject_id);
select app.isolate_tenants('read.review_inbox');
