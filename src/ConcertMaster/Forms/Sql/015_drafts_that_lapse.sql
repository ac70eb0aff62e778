alter table app.form_drafts add column lapsed_at timestamptz;
comment on column app.form_drafts.lapsed_at is
    'Since when it was known that it can be sent no more: answered, revoked, closed or too late. Null as long as it can.';
create index form_drafts_saved on app.form_drafts (saved_at);

create index form_uploads_unattached on app.form_uploads (created_at) where response_id is null;
create index draft_links_expires on app.draft_links (expires_at);
