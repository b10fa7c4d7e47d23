-- What changed in the registers: one row per record and act, fields old → new.
create schema if not exists platform;

create table platform.change (
  id           bigint generated always as identity primary key,
  at           timestamptz not null default now(),
  subject_kind text not null,
  subject_id   text not null,
  what         text not null,
  -- [{"field": "工作单位", "before": "…", "after": "…"}]; personal data appear masked only
  fields       jsonb not null default '[]',
  reason       text not null default '',
  -- the version of the record that this change led to, null where the record itself has none
  version      integer,
  actor_id     text not null,
  actor_name   text not null
);

create index change_subject on platform.change (subject_kind, subject_id, id);

create function platform.refuse_rewriting_history() returns trigger
language plpgsql as $$
begin
  raise exception 'the history of changes is append-only';
end
$$;

create trigger change_append_only
  before update or delete on platform.change
  for each row execute function platform.refuse_rewriting_history();

create trigger change_no_truncate
  before truncate on platform.change
  for each statement execute function platform.refuse_rewriting_history();
