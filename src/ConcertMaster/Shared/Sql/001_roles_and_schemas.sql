-- Roles carry no password: the host connects as the owner and takes on one of them at the start of a session.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['concertmaster_system', 'concertmaster_requests', 'concertmaster_analyst'] loop
        -- Roles belong to the server and not to the database: another database of it may be set up at this moment.
        for attempt in 1..20 loop
            begin
                if not exists (select from pg_roles where rolname = wanted) then
                    execute format('create role %I nologin', wanted);
                end if;
                -- Since PostgreSQL 16 the creator of a role may administer it but not take it on, until it says so.
                execute format('grant %I to current_user', wanted);
                exit;
            exception
                when duplicate_object or unique_violation or internal_error then
                    if attempt = 20 then raise; end if;
                    perform pg_sleep(0.05);
            end;
        end loop;
    end loop;
end $$;

create schema if not exists app;
create schema if not exists read;
comment on schema app is 'Working tables: projections that drive the engine, and what must be forgettable.';
comment on schema read is 'Read models for people who query with SQL. A public, documented interface.';

grant usage on schema app, read to concertmaster_system, concertmaster_requests;
grant usage on schema read to concertmaster_analyst;
-- A rebuild makes its table beside the live one and swaps.
grant create on schema app, read to concertmaster_system;

create table app.analysts (
    role_name name not null,
    tenant_id text not null,
    primary key (role_name, tenant_id)
);
comment on table app.analysts is
    'Which database login may read which organisation. A login must also be a member of concertmaster_analyst.';
grant select on app.analysts to concertmaster_analyst;
grant usage on schema app to concertmaster_analyst;

-- Switches forced row-level security on for a table whose first column is tenant_id, and grants what each role needs.
create function app.isolate_tenants(target regclass, requests_may text default 'select') returns void
language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('create policy system on %s to concertmaster_system using (true) with check (true)', target);
    execute format($policy$create policy tenant on %s to concertmaster_requests
        using (tenant_id = current_setting('concertmaster.tenant', true))
        with check (tenant_id = current_setting('concertmaster.tenant', true))$policy$, target);
    execute format('grant all on %s to concertmaster_system', target);
    execute format('grant %s on %s to concertmaster_requests', requests_may, target);
    if (select relnamespace = 'read'::regnamespace from pg_class where oid = target) then
        execute format($policy$create policy analyst on %s for select to concertmaster_analyst
            using (tenant_id in (select a.tenant_id from app.analysts a where a.role_name = session_user))$policy$, target);
        execute format('grant select on %s to concertmaster_analyst', target);
    end if;
end $$;
