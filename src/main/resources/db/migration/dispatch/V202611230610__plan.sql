-- 委派方案. A plan is a row of revisions: every computation and every act of a person makes one, so
-- that undoing and comparing are questions about the past and nothing is ever overwritten. Tasks and
-- assignments belong to the revisions from_revision (included) to to_revision (excluded; null: the
-- current one).

create schema if not exists dispatch;
create extension if not exists btree_gist;

-- Half-days as whole numbers, three a day, so that those of one assignment form a multirange and
-- double booking is an overlap that the database can exclude.
create function dispatch.half_day_slots(day date, half_days smallint) returns int4multirange
  language sql immutable strict parallel safe
  return
    (case when half_days & 1 > 0
       then int4multirange(int4range((day - date '2000-01-01') * 3, (day - date '2000-01-01') * 3 + 1))
       else '{}'::int4multirange end)
    + (case when half_days & 2 > 0
       then int4multirange(int4range((day - date '2000-01-01') * 3 + 1, (day - date '2000-01-01') * 3 + 2))
       else '{}'::int4multirange end)
    + (case when half_days & 4 > 0
       then int4multirange(int4range((day - date '2000-01-01') * 3 + 2, (day - date '2000-01-01') * 3 + 3))
       else '{}'::int4multirange end);

-- Whether each of the rules that decide on an assignment has spoken, and all of them permit.
create function dispatch.all_permit(rulings jsonb) returns boolean
  language sql immutable strict parallel safe
  return jsonb_typeof(rulings) = 'array'
    and not jsonb_path_exists(rulings, '$[*] ? (!(@.permits == true))')
    and jsonb_path_query_array(rulings, '$[*].rule')
        @> '["8", "5", "10", "14", "18", "absent", "19", "overlap", "travel"]'::jsonb;

-- The running numbers of the plans, a row a year.
create table dispatch.plan_number (
  year smallint primary key,
  last_number integer not null
);

create table dispatch.plan (
  id uuid primary key,
  number text not null unique,
  title text not null check (length(btrim(title)) between 1 and 100),
  first_day date not null,
  last_day date not null,
  districts text[] not null,
  batches text[] not null,
  state text not null check (state in ('DRAFT', 'COMPUTING', 'READY')),
  revision integer not null default 0,
  job uuid,
  problem text,
  version bigint not null default 1,
  request_key uuid not null unique,
  created_by text not null,
  created_by_name text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (last_day >= first_day),
  check ((state = 'COMPUTING') = (job is not null)),
  check (state <> 'READY' or revision > 0)
);
create index plan_by_change on dispatch.plan (changed_at desc, id desc);
create index plan_by_period on dispatch.plan (first_day, last_day);

create table dispatch.plan_revision (
  plan uuid not null references dispatch.plan on delete cascade,
  number integer not null check (number > 0),
  kind text not null check (kind in
    ('COMPUTATION', 'ASSIGNMENT', 'RELEASE', 'LEADER', 'PIN', 'UNDO', 'REDO', 'COPY')),
  summary text not null,
  request_key uuid not null unique,
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  -- what 撤销 and 重做 would show again from here; null where there is nothing
  undo_to integer,
  redo_to integer,
  -- the revision against which changed seats are counted; null where they are not
  reference integer,
  task_count integer not null,
  seat_count integer not null,
  open_seats integer not null,
  cost_open bigint not null,
  cost_balance bigint not null,
  cost_grade bigint not null,
  cost_expertise bigint not null,
  cost_travel bigint not null,
  cost_pairs bigint not null,
  cost_change bigint not null,
  bound bigint,
  first_plan_seconds double precision not null,
  seconds double precision not null,
  steps bigint not null,
  seed bigint not null,
  parameters jsonb not null,
  checks jsonb not null,
  primary key (plan, number),
  check (undo_to < number),
  check (redo_to < number),
  check (reference < number)
);

create table dispatch.plan_task (
  plan uuid not null references dispatch.plan on delete cascade,
  number text not null,
  from_revision integer not null,
  to_revision integer,
  batch text not null,
  kind text not null,
  institution text not null,
  institution_name text not null,
  day date not null,
  half_days smallint not null check (half_days between 1 and 7),
  district text not null,
  site text not null,
  seats smallint not null check (seats >= 0),
  important boolean not null,
  occupation text not null,
  occupation_code text not null,
  level smallint not null check (level between 1 and 5),
  primary key (plan, number, from_revision),
  unique (plan, number, from_revision, day, half_days, seats),
  foreign key (plan, from_revision) references dispatch.plan_revision on delete cascade,
  check (to_revision > from_revision)
);
create unique index plan_task_now on dispatch.plan_task (plan, number) where to_revision is null;
create index plan_task_by_day on dispatch.plan_task (plan, day, number) where to_revision is null;
create index plan_task_by_batch on dispatch.plan_task (batch) where to_revision is null;

-- 准予委派的结论: what every rule said of an assignment when it was made. Written once.
create table dispatch.plan_permission (
  plan uuid not null references dispatch.plan on delete cascade,
  task text not null,
  card text not null,
  revision integer not null,
  rulings jsonb not null check (dispatch.all_permit(rulings)),
  primary key (plan, task, card, revision)
);

create table dispatch.plan_assignment (
  plan uuid not null references dispatch.plan on delete cascade,
  task text not null,
  task_revision integer not null,
  card text not null,
  name text not null,
  -- seat 1 is the leader's
  seat smallint not null,
  seats smallint not null,
  pinned boolean not null,
  from_revision integer not null,
  to_revision integer,
  day date not null,
  half_days smallint not null,
  slots int4multirange not null generated always as (dispatch.half_day_slots(day, half_days)) stored,
  primary key (plan, task, card, from_revision),
  foreign key (plan, task, task_revision, day, half_days, seats)
    references dispatch.plan_task (plan, number, from_revision, day, half_days, seats)
    on delete cascade,
  foreign key (plan, from_revision) references dispatch.plan_revision on delete cascade,
  -- no assignment without the rulings that permitted it
  constraint permitted foreign key (plan, task, card, from_revision)
    references dispatch.plan_permission on delete cascade,
  check (to_revision > from_revision),
  -- a team never has more people than seats, and one leader at most
  constraint no_more_than_seats check (seat between 1 and seats),
  -- nobody is in two places: in no revision of a plan has one person the same half-day twice
  constraint no_double_booking exclude using gist (
    card with =, slots with &&, plan with =, int4range(from_revision, to_revision) with &&)
);
create unique index plan_assignment_now on dispatch.plan_assignment (plan, task, card)
  where to_revision is null;
create unique index plan_assignment_one_a_seat on dispatch.plan_assignment (plan, task, seat)
  where to_revision is null;
create index plan_assignment_by_card on dispatch.plan_assignment (plan, card)
  where to_revision is null;

-- Rulings are written once; they go only together with their plan.
create function dispatch.refuse_change_of_permission() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then
    return old;
  end if;
  raise exception 'rulings are written once';
end $$;
create trigger written_once before update or delete on dispatch.plan_permission
  for each row execute function dispatch.refuse_change_of_permission();
