-- Keys are forgotten by their age.
create index idempotency_keys_age on app.idempotency_keys (created_at);
