-- People are looked up by the address that somebody else wrote down, with every notice among others.
create index members_address on read.members (tenant_id, lower(email));
