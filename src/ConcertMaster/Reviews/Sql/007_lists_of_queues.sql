-- The open work of one queue, in the order of its list: a page is read without stepping over that of all others.
create index review_inbox_queue on read.review_inbox
    (tenant_id, queue, (-priority), (coalesce(due_at, '9999-01-01Z'::timestamptz)), review_id) where state in ('open', 'claimed');
