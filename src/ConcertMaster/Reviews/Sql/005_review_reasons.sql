alter table read.review_inbox add column reasons text[] not null default '{}';
comment on column read.review_inbox.reasons is 'Codes of the catalogue that were given with opinions.';
