-- Failures that somebody has looked at and set aside, and a quick way to those that are open.
alter table read.runs add column set_aside_at timestamptz, add column set_aside_reason text;
comment on column read.runs.set_aside_at is 'When somebody decided that nothing more is to be done about the failure.';
comment on column read.runs.set_aside_reason is 'Why, in the words of the person who did.';
create index runs_failed on read.runs (tenant_id, ended_at desc) where status = 'failed' and set_aside_at is null;
