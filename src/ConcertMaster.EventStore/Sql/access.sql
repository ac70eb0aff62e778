-- Who may touch the log. Run at every start with the names of the roles in settings; does only what is missing,
-- because changing a policy locks the table against everybody.
do $$
declare
    system_role constant text := nullif(current_setting('eventstore.system_role', true), '');
    requests_role constant text := nullif(current_setting('eventstore.requests_role', true), '');
    analyst_role constant text := nullif(current_setting('eventstore.analyst_role', true), '');
    tenant_setting constant text := current_setting('eventstore.tenant_setting');
    reader text;
    secured text;
begin
    if system_role is null then return; end if;
    execute format('grant usage on schema events, app to %I', system_role);
    execute format('grant select, insert, update on all tables in schema events to %I', system_role);
    execute format('grant delete on events.mt_event_progression to %I', system_role);
    execute format('grant usage, select on all sequences in schema events to %I', system_role);
    execute format('grant select, insert, update, delete on app.event_nodes, app.event_leases, app.event_shards, '
        'app.event_snapshots to %I', system_role);

    foreach secured in array array['mt_streams', 'mt_events'] loop
        if not (select relrowsecurity and relforcerowsecurity from pg_class
                where oid = format('events.%I', secured)::regclass) then
            execute format('alter table events.%I enable row level security', secured);
            execute format('alter table events.%I force row level security', secured);
        end if;
        if not exists (select from pg_policies where schemaname = 'events' and tablename = secured
                and policyname = 'every_tenant') then
            execute format('create policy every_tenant on events.%I to %I, current_user using (true) '
                'with check (true)', secured, system_role);
        end if;
        foreach reader in array array_remove(array[requests_role, analyst_role], null) loop
            execute format('grant usage on schema events to %I', reader);
            execute format('grant select on events.%I to %I', secured, reader);
            if not exists (select from pg_policies where schemaname = 'events' and tablename = secured
                    and policyname = 'own_tenant_' || reader) then
                execute format('create policy %I on events.%I for select to %I using (tenant_id = current_setting(%L, true))',
                    'own_tenant_' || reader, secured, reader, tenant_setting);
            end if;
        end loop;
    end loop;

    -- Without its foreign key trigger the append is a quarter cheaper; the append function has itself just written
    -- or locked the row that the trigger would look up. A superuser gives the owner this right to hand on, or not.
    -- See adr/0002.
    -- Such a right belongs to the server and not to the database: another one may be set up at this moment.
    for attempt in 1..20 loop
        exit when has_parameter_privilege(system_role, 'session_replication_role', 'SET')
            or not has_parameter_privilege(current_user, 'session_replication_role', 'SET WITH GRANT OPTION');
        begin
            execute format('grant set on parameter session_replication_role to %I', system_role);
        exception
            when unique_violation or internal_error then
                if attempt = 20 then raise; end if;
                perform pg_sleep(0.05);
        end;
    end loop;
end $$;
