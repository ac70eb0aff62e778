alter table app.idempotency_keys add column sealed bytea;
comment on column app.idempotency_keys.sealed is
    'The body of the answer, encrypted with AES-256-GCM under a key of the organisation that is not in this database.';
comment on column app.idempotency_keys.body is 'As it was kept before bodies were sealed; forgotten within a day.';
