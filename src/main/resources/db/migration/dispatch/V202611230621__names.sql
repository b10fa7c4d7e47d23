-- 名单密封: from when anybody but the planners may know who is proposed or sent for a task. Of all
-- revisions of a plan that is sealed, and of everything that was issued.
create view dispatch.task_names as
  select t.plan, t.number as task,
    (t.day - p.sealed_days)::timestamp at time zone 'Asia/Shanghai' as names_at
  from dispatch.plan p join dispatch.plan_task t on t.plan = p.id
  where p.sealed_days is not null
  union all
  select plan, number, names_at from dispatch.issued_task;

create index plan_sealed on dispatch.plan (id) where sealed_days is not null;
create index issued_task_by_names on dispatch.issued_task (names_at);

-- Several steps may be taken at the same moment of the clock.
alter table dispatch.plan_decision add column ordinal bigint generated always as identity;
