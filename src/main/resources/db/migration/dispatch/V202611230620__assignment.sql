-- 审批、签发与委派: from a plan to lawful orders. A plan is decided on revision by revision; what is
-- issued lives on in rows of its own, so that the plan may change while the orders hold.

alter table dispatch.plan drop constraint plan_state_check;
alter table dispatch.plan add constraint plan_state_check check (state in
  ('DRAFT', 'COMPUTING', 'READY', 'SUBMITTED', 'APPROVED', 'ISSUED'));
alter table dispatch.plan add constraint plan_decided_has_revision
  check (state not in ('SUBMITTED', 'APPROVED', 'ISSUED') or revision > 0);
-- 签发到第几次修订; null before the first issue
alter table dispatch.plan add column issued_revision integer;
-- 不预先通知机构: all tasks of the plan, or those named
alter table dispatch.plan add column unannounced boolean not null default false;
alter table dispatch.plan add column unannounced_tasks text[] not null default '{}';
-- 名单密封: names are shown this many days before each task; null: as soon as issued
alter table dispatch.plan add column sealed_days smallint check (sealed_days between 0 and 30);

alter table dispatch.plan_revision drop constraint plan_revision_kind_check;
alter table dispatch.plan_revision add constraint plan_revision_kind_check check (kind in
  ('COMPUTATION', 'ASSIGNMENT', 'RELEASE', 'LEADER', 'PIN', 'UNDO', 'REDO', 'COPY', 'WITHDRAWAL',
   'REPLACEMENT'));

-- What was said of a plan on its way, in order.
create table dispatch.plan_decision (
  id uuid primary key default gen_random_uuid(),
  plan uuid not null references dispatch.plan on delete cascade,
  revision integer not null,
  kind text not null check (kind in ('SUBMISSION', 'RECALL', 'RETURN', 'APPROVAL', 'ISSUE')),
  reason text not null default '' check (length(reason) <= 1000),
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  request_key uuid not null unique,
  foreign key (plan, revision) references dispatch.plan_revision on delete cascade,
  check (kind <> 'RETURN' or length(btrim(reason)) > 0)
);
create index plan_decision_by_plan on dispatch.plan_decision (plan, made_at);

-- 批准: what allows a revision to be issued. An emergency replacement on the day is issued by the
-- duty officer and must be approved afterwards, by ratify_by.
create table dispatch.plan_approval (
  plan uuid not null,
  revision integer not null,
  kind text not null check (kind in ('APPROVAL', 'EMERGENCY')),
  approved_by text not null,
  approved_by_name text not null,
  approved_at timestamptz not null,
  reason text not null default '' check (length(reason) <= 1000),
  ratify_by timestamptz,
  ratified boolean,
  ratified_by text,
  ratified_by_name text,
  ratified_at timestamptz,
  ratify_reason text not null default '' check (length(ratify_reason) <= 1000),
  primary key (plan, revision),
  -- an approved plan is not deleted
  foreign key (plan, revision) references dispatch.plan_revision,
  check ((kind = 'EMERGENCY') = (ratify_by is not null)),
  check (kind = 'APPROVAL' or length(btrim(reason)) > 0),
  check ((ratified is null) = (ratified_by is null)),
  check ((ratified is null) = (ratified_at is null)),
  check (kind = 'EMERGENCY' or ratified is null)
);
create index plan_approval_to_ratify on dispatch.plan_approval (ratify_by)
  where kind = 'EMERGENCY' and ratified is null;

-- Nobody approves a plan that they made, worked on or submitted.
create function dispatch.refuse_own_approval() returns trigger language plpgsql as $$
declare
  approver text := case when new.kind = 'APPROVAL' then new.approved_by else new.ratified_by end;
begin
  if approver is not null and (
      exists (select from dispatch.plan p where p.id = new.plan and p.created_by = approver)
      or exists (select from dispatch.plan_revision r
                 where r.plan = new.plan and r.number <= new.revision and r.made_by = approver)
      or exists (select from dispatch.plan_decision d
                 where d.plan = new.plan and d.kind = 'SUBMISSION' and d.made_by = approver)) then
    raise exception 'nobody approves a plan of their own' using errcode = 'check_violation',
      constraint = 'approved_by_another';
  end if;
  return new;
end $$;
create trigger approved_by_another before insert or update on dispatch.plan_approval
  for each row execute function dispatch.refuse_own_approval();

-- 督导任务 that somebody has been sent on.
create table dispatch.issued_task (
  number text primary key,
  plan uuid not null references dispatch.plan,
  batch text not null,
  kind text not null,
  institution text not null references institution.institution (code),
  institution_name text not null,
  day date not null,
  half_days smallint not null check (half_days between 1 and 7),
  district text not null,
  site text not null,
  seats smallint not null check (seats > 0),
  important boolean not null,
  occupation text not null,
  occupation_code text not null,
  level smallint not null check (level between 1 and 5),
  unannounced boolean not null,
  -- from when the institution may know of the task, and from when anybody but the planners may
  -- know who comes
  announce_at timestamptz not null,
  names_at timestamptz not null,
  issued_at timestamptz not null,
  -- called off before it began
  cancelled_at timestamptz,
  cancelled_by text,
  cancel_reason text check (length(btrim(cancel_reason)) between 1 and 1000),
  version bigint not null default 1,
  check ((cancelled_at is null) = (cancel_reason is null)),
  check ((cancelled_at is null) = (cancelled_by is null))
);
create index issued_task_by_day on dispatch.issued_task (day, number);
create index issued_task_by_institution on dispatch.issued_task (institution, day, number);
create index issued_task_by_plan on dispatch.issued_task (plan, day, number);
create index issued_task_by_batch on dispatch.issued_task (batch);

-- 委派: one person on one task, by order. In force while it is issued or accepted.
create table dispatch.assignment (
  id uuid primary key,
  task text not null references dispatch.issued_task,
  plan uuid not null,
  -- the revision that was approved, and the one whose rulings permitted this person
  revision integer not null,
  permitted_revision integer not null,
  card text not null references supervisor.supervisor (card),
  name text not null,
  -- seat 1 is the leader's
  seat smallint not null check (seat > 0),
  day date not null,
  half_days smallint not null check (half_days between 1 and 7),
  slots int4multirange not null generated always as (dispatch.half_day_slots(day, half_days)) stored,
  state text not null check (state in ('ISSUED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN')),
  -- 委派通知书 的文号
  document_number text not null unique,
  issued_by text not null,
  issued_by_name text not null,
  issued_at timestamptz not null,
  -- from when the person may know of it, and until when an answer is awaited
  released_at timestamptz not null,
  answer_due timestamptz not null,
  reminded_at timestamptz,
  -- 应急改派
  emergency boolean not null default false,
  -- what the person answered
  answered_at timestamptz,
  declaration jsonb,
  answer_reason text not null default '' check (length(answer_reason) <= 1000),
  -- why it ended: the article, in words, and what the rules said
  ended_at timestamptz,
  ended_by text,
  ended_by_name text,
  end_article text,
  end_reason text check (length(btrim(end_reason)) > 0),
  end_rulings jsonb,
  -- what a rule found since that a person must settle; null if nothing
  concern jsonb,
  concern_at timestamptz,
  version bigint not null default 1,
  -- no order without plan, approver and the rulings that permitted it
  constraint approved foreign key (plan, revision) references dispatch.plan_approval,
  constraint permitted foreign key (plan, task, card, permitted_revision)
    references dispatch.plan_permission,
  check (state <> 'ACCEPTED' or (answered_at is not null and declaration is not null)),
  check (state <> 'DECLINED' or (answered_at is not null and length(btrim(answer_reason)) > 0)),
  check ((state in ('DECLINED', 'WITHDRAWN')) = (ended_at is not null)),
  check ((ended_at is null) = (end_reason is null)),
  check ((ended_at is null) = (ended_by is null)),
  check ((concern is null) = (concern_at is null)),
  -- nobody is in two places, whatever plan sends them
  constraint assigned_once exclude using gist (card with =, slots with &&)
    where (state in ('ISSUED', 'ACCEPTED'))
);
create unique index assignment_one_a_seat on dispatch.assignment (task, seat)
  where state in ('ISSUED', 'ACCEPTED');
create unique index assignment_one_a_person on dispatch.assignment (task, card)
  where state in ('ISSUED', 'ACCEPTED');
create index assignment_by_card on dispatch.assignment (card, day);
create index assignment_by_plan on dispatch.assignment (plan, day);
create index assignment_by_issue on dispatch.assignment (issued_at desc, id desc);
create index assignment_unanswered on dispatch.assignment (answer_due) where state = 'ISSUED';
create index assignment_concern on dispatch.assignment (day) where concern is not null;

-- Running numbers of documents by series and year; a row is locked while a number is taken, so
-- none is lost or used twice.
create table dispatch.document_number (
  series text not null,
  year smallint not null,
  last_number integer not null,
  primary key (series, year)
);
