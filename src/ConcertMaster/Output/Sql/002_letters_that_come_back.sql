alter table app.sent_mail add column message_id uuid;
create index sent_mail_message on app.sent_mail (message_id) where message_id is not null;
comment on column app.sent_mail.message_id is
    'What the Message-ID of the letter is made of, or the reference of a text message; null for letters of old.';
