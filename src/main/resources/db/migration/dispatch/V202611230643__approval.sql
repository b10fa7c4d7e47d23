-- Who only took people off a plan, as by a decision on recusal, chose nobody and may approve what
-- others put in their place.
create or replace function dispatch.refuse_own_approval() returns trigger language plpgsql as $$
declare
  approver text := case when new.kind = 'APPROVAL' then new.approved_by else new.ratified_by end;
begin
  if approver is not null and (
      exists (select from dispatch.plan p where p.id = new.plan and p.created_by = approver)
      or exists (select from dispatch.plan_revision r
                 where r.plan = new.plan and r.number <= new.revision and r.made_by = approver
                   and r.kind <> 'WITHDRAWAL')
      or exists (select from dispatch.plan_decision d
                 where d.plan = new.plan and d.kind = 'SUBMISSION' and d.made_by = approver)) then
    raise exception 'nobody approves a plan of their own' using errcode = 'check_violation',
      constraint = 'approved_by_another';
  end if;
  return new;
end $$;

-- Names are sealed until the day of the task at most: a plan whose last day is over seals nothing,
-- and years of plans are not looked through for it.
create or replace view dispatch.task_names as
  select t.plan, t.number as task,
    (t.day - p.sealed_days)::timestamp at time zone 'Asia/Shanghai' as names_at,
    p.last_day as until
  from dispatch.plan p join dispatch.plan_task t on t.plan = p.id
  where p.sealed_days is not null
  union all
  select plan, number, names_at, day from dispatch.issued_task;
create index plan_sealed_until on dispatch.plan (last_day) where sealed_days is not null;
drop index dispatch.plan_sealed;
