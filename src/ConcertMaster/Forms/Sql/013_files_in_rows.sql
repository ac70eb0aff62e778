alter table app.form_uploads add column in_column text;
comment on column app.form_uploads.in_column is
    'Of a question that is asked in each row of field; null where the field itself is answered with files.';
