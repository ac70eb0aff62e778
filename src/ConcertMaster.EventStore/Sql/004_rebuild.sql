-- A rebuild writes beside the live table and takes its place. Both functions run as the owner of the tables.

-- Makes an empty table like the live one, with its indexes, comments, policies and grants.
create or replace function app.begin_rebuild(live regclass, shadow text)
returns void language plpgsql as $$
declare
    source pg_class;
    target text;
    r record;
begin
    select * into source from pg_class where oid = live;
    target := format('%I.%I', source.relnamespace::regnamespace::text, shadow);
    execute format('drop table if exists %s', target);
    execute format('create table %s (like %s including all)', target, live);
    if obj_description(live, 'pg_class') is not null then
        execute format('comment on table %s is %L', target, obj_description(live, 'pg_class'));
    end if;
    for r in
        select * from pg_policies
        where schemaname = source.relnamespace::regnamespace::text and tablename = source.relname
    loop
        execute format('create policy %I on %s as %s for %s to %s %s %s', r.policyname, target, r.permissive, r.cmd,
            (select string_agg(case when role = 'public' then role::text else quote_ident(role) end, ', ')
             from unnest(r.roles) as role),
            'using (' || r.qual || ')', 'with check (' || r.with_check || ')');
    end loop;
    if source.relrowsecurity then execute format('alter table %s enable row level security', target); end if;
    if source.relforcerowsecurity then execute format('alter table %s force row level security', target); end if;
    for r in
        select acl.privilege_type, acl.is_grantable,
            case when acl.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end as grantee
        from aclexplode(source.relacl) as acl
    loop
        execute format('grant %s on %s to %s%s', r.privilege_type, target, r.grantee,
            case when r.is_grantable then ' with grant option' else '' end);
    end loop;
end $$;

-- Puts the rebuilt table in the place of the live one. The caller moves the progress in the same transaction.
create or replace function app.finish_rebuild(live regclass, shadow regclass)
returns void language plpgsql as $$
declare
    source pg_class;
    names text[];
    shapes text[];
    place int;
    r record;
begin
    execute format('lock table %s in access exclusive mode', live);
    select * into source from pg_class where oid = live;
    -- A view or a foreign key holds on to the table itself and not to its name: then the rows move instead.
    if exists (select from pg_depend d join pg_rewrite w on w.oid = d.objid
               where d.classid = 'pg_rewrite'::regclass and d.refobjid = live and w.ev_class <> live)
        or exists (select from pg_constraint where confrelid = live) then
        execute format('alter table %s no force row level security', live);
        execute format('alter table %s no force row level security', shadow);
        execute format('delete from %s', live);
        execute format('insert into %s select * from %s', live, shadow);
        execute format('drop table %s', shadow);
        if source.relforcerowsecurity then execute format('alter table %s force row level security', live); end if;
        return;
    end if;

    select array_agg(c.relname), array_agg(substring(pg_get_indexdef(c.oid) from ' USING .*$') || i.indisunique)
    into names, shapes
    from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = live;
    execute format('drop table %s', live);
    execute format('alter table %s rename to %I', shadow, source.relname);
    for r in
        select c.oid, c.oid::regclass as index, c.relname,
            substring(pg_get_indexdef(c.oid) from ' USING .*$') || i.indisunique as shape
        from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = shadow
    loop
        place := array_position(shapes, r.shape);
        if place is not null then
            execute format('alter index %s rename to %I', r.index, names[place]);
            shapes[place] := null;
        end if;
    end loop;
end $$;
