-- What the list of batches shows of their sessions is kept beside the batch, because it is filtered
-- and put in order by it; the database keeps it true whatever changes the sessions.

alter table appraisal.batch add column first_day date;
alter table appraisal.batch add column last_day date;
alter table appraisal.batch add column sessions integer not null default 0;
alter table appraisal.batch add column candidates bigint not null default 0;
alter table appraisal.batch add column important boolean not null default false;
alter table appraisal.batch add column occupations text not null default '';

create function appraisal.sum_batches(numbers text[]) returns void language plpgsql as $$
begin
  -- One at a time for each batch, so that the sums see what the other has done.
  perform from appraisal.batch where number = any(numbers) order by number for no key update;
  update appraisal.batch b
     set first_day = s.first_day, last_day = s.last_day, sessions = coalesce(s.sessions, 0),
         candidates = coalesce(s.candidates, 0), important = coalesce(s.important, false),
         occupations = coalesce(s.occupations, '')
    from unnest(numbers) n (number)
    left join (select batch, min(date) as first_day, max(date) as last_day, count(*) as sessions,
                      sum(candidates) as candidates, bool_or(important) as important,
                      string_agg(distinct occupation, '、' order by occupation) as occupations
                 from appraisal.session
                where cancelled_at is null and batch = any(numbers)
                group by batch) s on s.batch = n.number
   where b.number = n.number;
end $$;

create function appraisal.sum_batches_again() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform appraisal.sum_batches(array(select distinct batch from after));
  elsif tg_op = 'DELETE' then
    perform appraisal.sum_batches(array(select distinct batch from before));
  else
    perform appraisal.sum_batches(
        array(select batch from before union select batch from after));
  end if;
  return null;
end $$;

create trigger sum_after_insert after insert on appraisal.session
  referencing new table as after
  for each statement execute function appraisal.sum_batches_again();
create trigger sum_after_update after update on appraisal.session
  referencing old table as before new table as after
  for each statement execute function appraisal.sum_batches_again();
create trigger sum_after_delete after delete on appraisal.session
  referencing old table as before
  for each statement execute function appraisal.sum_batches_again();

select appraisal.sum_batches(array(select number from appraisal.batch));

create index batch_first_day
  on appraisal.batch (coalesce(first_day, date '0001-01-01') desc, number desc);
create index batch_first_day_of_institution
  on appraisal.batch (institution_code, coalesce(first_day, date '0001-01-01') desc, number desc);
create index batch_candidates on appraisal.batch (candidates, number);
create index batch_last_day on appraisal.batch (last_day);
