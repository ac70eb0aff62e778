alter table read.review_inbox add column blind jsonb not null default '[]';
comment on column read.review_inbox.blind is
    'The stages that are read blind, each with reasons and approvals that count in the other columns when it is over.';
comment on column read.review_inbox.reasons is
    'Codes of the catalogue that were given with opinions; those of a blind stage when it is over.';
comment on column read.review_inbox.approvals is
    'Approvals so far, of required_approvals; those of a blind stage when it is over.';
