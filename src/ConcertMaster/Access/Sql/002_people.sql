alter table read.members add column invited_at timestamptz;
comment on column read.members.invited_at is 'When the person was invited; null once they have joined, or were deactivated.';

create table app.setup_code (
    only_one boolean primary key default true check (only_one),
    code text not null
);
comment on table app.setup_code is 'The code that the first owner of a new installation proves himself with; gone once used.';
grant select, insert, delete on app.setup_code to concertmaster_system;
