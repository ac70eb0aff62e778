create table read.teams (
    tenant_id text not null,
    team_id uuid not null,
    name text not null,
    member_ids text[] not null,
    primary key (tenant_id, team_id)
);
comment on table read.teams is 'Teams of people who decide together.';
comment on column read.teams.member_ids is 'Ids of the users who belong to it.';
create index teams_members on read.teams using gin (member_ids);
select app.isolate_tenants('read.teams');

create table read.skills (
    tenant_id text not null,
    user_id uuid not null,
    skills text[] not null,
    primary key (tenant_id, user_id)
);
comment on table read.skills is 'What each person knows about, in lower case.';
create index skills_skill on read.skills using gin (skills);
select app.isolate_tenants('read.skills');

create table read.absences (
    tenant_id text not null,
    absence_id uuid not null,
    user_id uuid not null,
    from_at timestamptz not null,
    until_at timestamptz not null,
    substitute_id uuid,
    reason text,
    primary key (tenant_id, absence_id)
);
comment on table read.absences is 'When people are away, and who decides for them meanwhile.';
create index absences_substitute on read.absences (tenant_id, substitute_id, until_at);
select app.isolate_tenants('read.absences');
