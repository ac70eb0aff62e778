-- An attempt is noted before its password is looked at, so that of many at once no more are let through than may fail.
alter table app.sign_in_failures add column attempt bigint generated always as identity primary key;
alter table app.sign_in_failures add column under_way boolean not null default false;
grant update on app.sign_in_failures to concertmaster_system;
