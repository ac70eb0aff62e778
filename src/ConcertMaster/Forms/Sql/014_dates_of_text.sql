-- What was typed where no date was asked for yet, or a day that no calendar has, is no date; a cast would fail the whole query.
create function read.date_of(typed text) returns date language plpgsql stable strict as $$
begin
    return case when typed ~ '^\d{4}-\d\d-\d\d$' then typed::date end;
exception when data_exception then
    return null;
end $$;
comment on function read.date_of(text) is 'The date that an answer is (2026-01-31); null for any other text.';

create function read.moment_of(typed text) returns timestamptz language plpgsql stable strict as $$
begin
    return case when typed ~ '^\d{4}-\d\d-\d\dT' then typed::timestamptz end;
exception when data_exception then
    return null;
end $$;
comment on function read.moment_of(text) is 'The moment that an answer is (2026-01-31T12:00:00Z); null for any other text.';

grant execute on function read.date_of(text), read.moment_of(text)
    to concertmaster_analyst, concertmaster_requests, concertmaster_system;
