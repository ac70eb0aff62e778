alter table read.invitations add column language text;
comment on column read.invitations.language is 'That letters are written in; null: the one of the form.';
