-- 台账: what the office looks orders up by, quick at millions of them.

-- everybody who was ever sent on a task; the unique indexes know those in force only
create index assignment_by_task on dispatch.assignment (task);
create index assignment_by_day on dispatch.assignment (day desc, id desc);
create index assignment_by_state on dispatch.assignment (state, issued_at desc, id desc);
create index assignment_emergency on dispatch.assignment (issued_at desc, id desc) where emergency;

-- the work of a year, added up from the index alone
create index assignment_work on dispatch.assignment (day, card) include (half_days, task)
  where state in ('ISSUED', 'ACCEPTED');
