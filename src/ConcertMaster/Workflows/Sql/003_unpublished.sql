comment on column read.workflows.status is
    'draft: never published; published: as published; changed: edited since; unpublished: taken out of service; archived.';
comment on column read.workflows.published_version is 'The version that starts runs; null where none does.';
