-- What people send for others to read waits for the scanner, where there is one.
alter table app.files
    add column state text not null default 'ready' check (state in ('quarantined', 'ready', 'rejected')),
    add column because text;
comment on column app.files.state is
    'quarantined: the scanner has not looked at it yet; rejected: it has, and because says why. Only what is ready can be read.';
create index files_quarantined on app.files (created_at) where state = 'quarantined';
