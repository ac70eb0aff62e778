alter table read.distributions add column opens_at timestamptz;
comment on column read.distributions.opens_at is 'When people are told, and can answer from then on; null: as soon as it was accepted.';
