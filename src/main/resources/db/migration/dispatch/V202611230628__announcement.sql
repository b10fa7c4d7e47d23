-- 督导通知: what an institution is told, from the moment at which it may know. The row, and with it
-- the number, is made at that moment and not before: no list, count or gap in the numbers tells
-- of a task that is not announced.
create table dispatch.announcement (
  id uuid primary key,
  task text not null unique references dispatch.issued_task,
  institution text not null references institution.institution (code),
  document_number text not null unique,
  announced_at timestamptz not null,
  -- 回执
  received_at timestamptz,
  received_by text,
  received_by_name text,
  contact text not null default '' check (length(contact) <= 60),
  remark text not null default '' check (length(remark) <= 500),
  version bigint not null default 1,
  check ((received_at is null) = (received_by is null)),
  check (received_at is null or length(btrim(contact)) > 0)
);
create index announcement_by_institution
  on dispatch.announcement (institution, announced_at desc, id desc);
create index announcement_by_time on dispatch.announcement (announced_at desc, id desc);

create index issued_task_to_announce on dispatch.issued_task (announce_at)
  where cancelled_at is null;

-- When the person was told of the order; null until it is released.
alter table dispatch.assignment add column told_at timestamptz;
create index assignment_untold on dispatch.assignment (released_at)
  where told_at is null and state in ('ISSUED', 'ACCEPTED');
