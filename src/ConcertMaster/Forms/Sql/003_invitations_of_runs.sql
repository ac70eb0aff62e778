create table app.invitations_of_runs (
    tenant_id text not null,
    invitation_id uuid not null,
    run_id uuid not null,
    token text not null,
    revoked boolean not null,
    primary key (tenant_id, invitation_id)
);
comment on table app.invitations_of_runs is 'Unanswered invitations that a run has sent, kept up from the log.';
create index invitations_of_runs_run on app.invitations_of_runs (tenant_id, run_id);
select app.isolate_tenants('app.invitations_of_runs');
