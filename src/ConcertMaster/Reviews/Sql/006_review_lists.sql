alter table read.review_inbox
    add column priority integer not null default 0,
    add column labels jsonb not null default '[]',
    add column label text,
    add column disputed boolean not null default false;
comment on column read.review_inbox.priority is '-1 low, 0 normal, 1 high, 2 urgent.';
comment on column read.review_inbox.labels is 'What each reader of a labelling stage chose, and who settled a dispute.';
comment on column read.review_inbox.label is 'The label that stands in the end.';
comment on column read.review_inbox.disputed is 'Whether readers have disagreed on a label.';

-- Each order of the lists, ready to be read from where a page ended: with thousands of open reviews nothing is sorted.
create index review_inbox_pressing on read.review_inbox
    (tenant_id, (-priority), (coalesce(due_at, '9999-01-01Z'::timestamptz)), review_id) where state in ('open', 'claimed');
create index review_inbox_due on read.review_inbox
    (tenant_id, (coalesce(due_at, '9999-01-01Z'::timestamptz)), review_id) where state in ('open', 'claimed');
create index review_inbox_asked on read.review_inbox (tenant_id, requested_at, review_id) where state in ('open', 'claimed');
create index review_inbox_done on read.review_inbox
    (tenant_id, (coalesce(decided_at, requested_at)), review_id) where state not in ('open', 'claimed', 'returned');
