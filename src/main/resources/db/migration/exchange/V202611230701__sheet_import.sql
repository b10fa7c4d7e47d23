create schema if not exists exchange;

-- one upload: read and compared first, applied when a person says so
create table exchange.sheet_import (
  id          uuid primary key,
  state       text not null
              check (state in ('READING', 'FAULTY', 'READY', 'APPLYING', 'APPLIED', 'DISCARDED')),
  job         uuid,
  started_by  text not null,
  started_by_name text not null,
  started_at  timestamptz not null,
  summary     jsonb,
  applied_by_name text,
  applied_at  timestamptz,
  check ((state = 'APPLIED') = (applied_at is not null))
);

create index sheet_import_started on exchange.sheet_import (started_at desc, id);

create table exchange.sheet_import_file (
  import_id uuid not null references exchange.sheet_import (id) on delete cascade,
  position  integer not null,
  name      text not null,
  size      bigint not null,
  -- content is kept in the file store by its digest
  digest    text not null,
  annotated text,
  primary key (import_id, position)
);
