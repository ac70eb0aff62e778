alter table app.invitation_tokens add column person_id uuid;
create index invitation_tokens_person on app.invitation_tokens (tenant_id, person_id);

alter table read.invitations add column person_id uuid;
create index invitations_person on read.invitations (tenant_id, person_id);
comment on column read.invitations.email is 'Sealed for the person; the application shows it to those who may see it.';
comment on column read.invitations.name is 'Sealed for the person, as the address is.';

alter table read.responses add column person_id uuid;
create index responses_person on read.responses (tenant_id, person_id);
comment on column read.responses.email is 'Sealed for the person; the application shows it to those who may see it.';
comment on column read.responses.name is 'Sealed for the person, as the address is.';
comment on column read.responses.answers is 'As they stand; answers to questions classed personal or secret are sealed for the person.';
