-- The bureau's choices of parameters: proposed by one person, decided by another, in force from a
-- day. What is decided is never altered: a new value is a new row.
create schema if not exists regulation;

create table regulation.parameter_change (
  id               bigint generated always as identity primary key,
  parameter        text        not null check (parameter <> ''),
  value            text        not null check (value <> ''),
  holds_from       date        not null,
  reason           text        not null check (btrim(reason) <> ''),
  state            text        not null default 'PROPOSED'
                               check (state in ('PROPOSED', 'APPROVED', 'RETURNED')),
  proposed_by      text        not null,
  proposed_by_name text        not null,
  proposed_at      timestamptz not null,
  decided_by       text,
  decided_by_name  text,
  decided_at       timestamptz,
  decision_note    text        not null default '',
  -- Decided by somebody, and never by the one who proposed it.
  check ((state = 'PROPOSED') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check ((decided_by is null) = (decided_by_name is null)),
  check (decided_by <> proposed_by),
  check (state <> 'RETURNED' or btrim(decision_note) <> ''),
  -- The past keeps its values (Shanghai is the office's day).
  check (holds_from >= (proposed_at at time zone 'Asia/Shanghai')::date),
  check (state <> 'APPROVED' or holds_from >= (decided_at at time zone 'Asia/Shanghai')::date)
);

-- One open proposal a parameter at a time.
create unique index parameter_change_open
  on regulation.parameter_change (parameter) where state = 'PROPOSED';
create index parameter_change_in_force
  on regulation.parameter_change (parameter, holds_from) where state = 'APPROVED';

create function regulation.keep_parameter_changes() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' then
    raise exception 'regulation.parameter_change is never deleted from';
  end if;
  if old.state <> 'PROPOSED'
     or (new.id, new.parameter, new.value, new.holds_from, new.reason,
         new.proposed_by, new.proposed_by_name, new.proposed_at)
        is distinct from
        (old.id, old.parameter, old.value, old.holds_from, old.reason,
         old.proposed_by, old.proposed_by_name, old.proposed_at) then
    raise exception 'what was proposed and decided stays as it was';
  end if;
  return new;
end
$$;

create trigger parameter_change_kept
  before update or delete on regulation.parameter_change
  for each row execute function regulation.keep_parameter_changes();

create trigger parameter_change_no_truncate
  before truncate on regulation.parameter_change
  for each statement execute function regulation.keep_parameter_changes();
