create index runs_of_parent on read.runs (tenant_id, parent_run_id) where parent_run_id is not null;
