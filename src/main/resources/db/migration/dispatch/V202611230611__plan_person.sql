-- Among whom the work of a plan is shared: everybody who is lawful for at least one of its tasks,
-- with the half-days of the year that came before it. Written by each computation.
create table dispatch.plan_person (
  plan uuid not null references dispatch.plan on delete cascade,
  card text not null,
  name text not null,
  kind text not null,
  district text not null,
  served integer not null check (served >= 0),
  primary key (plan, card)
);

-- The work of half-days: what covers a whole day counts 2.
create function dispatch.half_day_load(half_days smallint) returns integer
  language sql immutable strict parallel safe
  return case when half_days = 7 then 2
    else (half_days & 1) + ((half_days >> 1) & 1) + ((half_days >> 2) & 1) end;
