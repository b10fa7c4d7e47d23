-- An invented province, set-wise: 2,000 institutions, 20,000 supervisors, 200,000 batches of five
-- days each, 1,000,000 sessions from 2022-01-08 to 2027-01-07, 1,000,000 past and coming tasks with
-- an order for each of their two seats. Today is 2026-12-10.
set statement_timeout = 0;
set synchronous_commit = off;
set maintenance_work_mem = '256MB';
--;
insert into institution.institution (code, name, kind, district, scope)
select 'I' || lpad(i::text, 5, '0'), '河南第' || i || '职业技能鉴定站', 'STATION',
       (array['410102','410103','410104','410105','410108','410122','410181','410184'])[i % 8 + 1],
       array['电工', '焊工']
  from generate_series(1, 2000) i;
--;
insert into supervisor.supervisor
  (card, name, kind, employer, employer_code, district, issued_on, valid_until, examiner_number,
   occupations)
select 'R4126' || lpad(p::text, 5, '0'),
       substr('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨', p % 16 + 1, 1)
         || substr('伟芳娜敏静丽强磊军洋勇艳杰娟涛明', p / 16 % 16 + 1, 1)
         || substr('国建文志晓春秋海云平安康宁福寿喜', p / 256 % 16 + 1, 1),
       case when p % 8 = 0 then 'NATIONAL' else 'REGULAR' end,
       '河南某公司', case when p % 4 = 0 then 'I' || lpad((p % 2000 + 1)::text, 5, '0') end,
       (array['410102','410103','410104','410105','410108','410122','410181','410184'])[p % 8 + 1],
       d, supervisor.last_valid_day(d),
       case when p % 3 = 0 then 'K' || p end, array['电工', '焊工', '保育师']
  from generate_series(0, 19999) p, lateral (select date '2024-02-01' + p % 900 as d) issued;
insert into supervisor.annual_grade (card, year, grade, recorded_by)
select card, year, 'PASS', 'bench' from supervisor.supervisor, generate_series(2024, 2025) year;
insert into supervisor.recusal_ground (card, institution_code, relation, source)
select 'R4126' || lpad(p::text, 5, '0'), 'I' || lpad((p * 37 % 2000 + 1)::text, 5, '0'),
       'COLLEAGUE', 'DECLARED'
  from generate_series(0, 19999) p;
insert into supervisor.absence (card, from_date, to_date, half_days)
select 'R4126' || lpad((p * 3 % 20000)::text, 5, '0'), d, d + 3, 7
  from generate_series(0, 4999) p, lateral (select date '2026-10-01' + p % 100 as d) day;
--;
insert into appraisal.batch (number, institution_code)
select 'P' || lpad(b::text, 6, '0'), 'I' || lpad((b::bigint * 7919 % 2000 + 1)::text, 5, '0')
  from generate_series(0, 199999) b;
--;
-- Indexes that no constraint needs are made afterwards, at once.
create temporary table later as
  select schemaname || '.' || indexname as name, indexdef as definition from pg_indexes i
   where (schemaname, tablename) in (('appraisal', 'session'), ('dispatch', 'issued_task'),
                                     ('dispatch', 'assignment'), ('platform', 'ledger_entry'))
     and not exists (select from pg_constraint c
                      where c.conindid = (schemaname || '.' || indexname)::regclass);
do $$ declare each record; begin
  for each in select name from later loop execute 'drop index ' || each.name; end loop;
end $$;
alter table dispatch.assignment drop constraint assigned_once;
-- The rulings of orders of long ago are left out.
alter table dispatch.assignment drop constraint permitted;
--;
insert into appraisal.session
  (batch, number, occupation, level, date, half_days, site_kind, district, candidates, examiners,
   important)
select 'P' || lpad(b::text, 6, '0'), (j + 1)::text,
       (array['电工','焊工','车工','保育师','美发师','中式面点师','汽车维修工','养老护理员'])[b % 8 + 1],
       b % 5 + 1, date '2022-01-08' + (b::bigint * 1822 / 200000)::int + j, 3, 'EXAM',
       (array['410102','410103','410104','410105','410108','410122','410181','410184'])
         [(b::bigint * 7919 % 2000 + 1)::int % 8 + 1],
       30, array['K' || (b * 5 + j) * 3 % 60000, 'K' || (b * 5 + j) * 7 % 60000],
       b % 20 = 0
  from generate_series(0, 199999) b, generate_series(0, 4) j;
--;
-- A plan for each week and district, made by one, approved by another, and issued.
create temporary table place as
select s.batch || '-' || to_char(s.date, 'YYYYMMDD') as number, s.batch, b.institution_code,
       i.name as institution_name, s.date as day, s.district, s.important, s.occupation, s.level,
       s.date - date '2022-01-08' as day_index,
       row_number() over (partition by s.date order by s.batch) - 1 as on_day,
       md5('plan' || (s.date - date '2022-01-08') / 7 || s.district)::uuid as plan
  from appraisal.session s join appraisal.batch b on b.number = s.batch
  join institution.institution i on i.code = b.institution_code;
analyze place;
--;
insert into dispatch.plan
  (id, number, title, first_day, last_day, districts, batches, state, revision, request_key,
   created_by, created_by_name, created_at, changed_at, issued_revision)
select plan, 'FA-' || lpad(row_number() over (order by min(day), plan)::text, 5, '0'),
       '一周委派方案', date '2022-01-08' + min(day_index) / 7 * 7,
       date '2022-01-08' + min(day_index) / 7 * 7 + 6, array[min(district)], '{}', 'ISSUED', 1,
       gen_random_uuid(), 'bench', '王科员', min(day) - interval '20 days',
       min(day) - interval '20 days', 1
  from place group by plan;
insert into dispatch.plan_revision
  (plan, number, kind, summary, request_key, made_by, made_by_name, made_at, task_count, seat_count,
   open_seats, cost_open, cost_balance, cost_grade, cost_expertise, cost_travel, cost_pairs,
   cost_change, first_plan_seconds, seconds, steps, seed, parameters, checks)
select p.id, 1, 'COMPUTATION', '编排', gen_random_uuid(), 'bench', '王科员', p.created_at,
       n, n * 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 10, 1000, 1, '{}', '[]'
  from dispatch.plan p join (select plan, count(*) as n from place group by 1) t on t.plan = p.id;
insert into dispatch.plan_approval (plan, revision, kind, approved_by, approved_by_name, approved_at)
select id, 1, 'APPROVAL', 'leader', '刘处长', created_at from dispatch.plan;
--;
insert into dispatch.issued_task
  (number, plan, batch, kind, institution, institution_name, day, half_days, district, site, seats,
   important, occupation, occupation_code, level, unannounced, announce_at, names_at, issued_at)
select number, plan, batch, 'ON_SITE_EXAM', institution_code, institution_name, day, 3, district,
       '', 2, important, occupation, '', level, false, day - interval '3 days',
       day - interval '20 days', day - interval '20 days'
  from place;
create temporary table seated as
select p.*, seat, 'R4126' || lpad(((day_index * 1099 + on_day * 2 + seat) % 20000)::text, 5, '0')
         as card,
       row_number() over (order by day, number, seat) as document
  from place p, generate_series(1, 2) seat;
analyze seated;
insert into dispatch.assignment
  (id, task, plan, revision, permitted_revision, card, name, seat, day, half_days, state,
   document_number, issued_by, issued_by_name, issued_at, released_at, told_at, answer_due,
   answered_at, declaration)
select gen_random_uuid(), s.number, s.plan, 1, 1, s.card, v.name, s.seat, s.day, 3,
       case when s.day <= date '2026-12-12' or s.on_day % 2 = 0 then 'ACCEPTED' else 'ISSUED' end,
       '督派〔' || extract(year from s.day) || '〕' || s.document || '号', 'bench', '王科员',
       s.day - interval '20 days', s.day - interval '20 days', s.day - interval '20 days',
       s.day + interval '1 day',
       case when s.day <= date '2026-12-12' or s.on_day % 2 = 0 then s.day - interval '15 days' end,
       case when s.day <= date '2026-12-12' or s.on_day % 2 = 0 then '{}'::jsonb end
  from seated s join supervisor.supervisor v on v.card = s.card;
--;
-- Of the last weeks, and of those to come, also what the plans themselves hold.
insert into dispatch.plan_task
  (plan, number, from_revision, batch, kind, institution, institution_name, day, half_days,
   district, site, seats, important, occupation, occupation_code, level)
select plan, number, 1, batch, 'ON_SITE_EXAM', institution_code, institution_name, day, 3, district,
       '', 2, important, occupation, '', level
  from place where day >= date '2026-11-01';
insert into dispatch.plan_permission (plan, task, card, revision, rulings)
select plan, number, card, 1,
       (select jsonb_agg(jsonb_build_object('rule', rule, 'article', rule, 'permits', true,
                                            'reason', '', 'facts', '[]'::jsonb, 'date', day))
          from unnest(array['8','5','10','14','18','absent','19','overlap','travel']) rule)
  from seated where day >= date '2026-11-01';
insert into dispatch.plan_assignment
  (plan, task, task_revision, card, name, seat, seats, pinned, from_revision, day, half_days)
select s.plan, s.number, 1, s.card, v.name, s.seat, 2, false, 1, s.day, 3
  from seated s join supervisor.supervisor v on v.card = s.card
 where s.day >= date '2026-11-01';
insert into dispatch.plan_person (plan, card, name, kind, district, served)
select distinct s.plan, s.card, v.name, v.kind, v.district, 20
  from seated s join supervisor.supervisor v on v.card = s.card
 where s.day >= date '2026-11-01';
insert into dispatch.announcement (id, task, institution, document_number, announced_at)
select gen_random_uuid(), number, institution_code,
       '督通〔2026〕' || row_number() over (order by day, number) || '号', day - interval '3 days'
  from place where day between date '2026-10-01' and date '2026-12-13';
--;
insert into dispatch.past_supervision (institution_code, date, task, kind)
select 'I' || lpad((h % 2000 + 1)::text, 5, '0'), date '2021-01-01' + h / 300, 'H' || h,
       'ON_SITE_EXAM'
  from generate_series(0, 99999) h;
insert into dispatch.past_supervision_team (institution_code, date, task, card)
select 'I' || lpad((h % 2000 + 1)::text, 5, '0'), date '2021-01-01' + h / 300, 'H' || h,
       'R4126' || lpad(((h * 2 + n) % 20000)::text, 5, '0')
  from generate_series(0, 99999) h, generate_series(0, 1) n;
insert into platform.ledger_entry
  (at, actor_id, actor_name, verb, subject_kind, subject_id, reason, article)
select timestamptz '2022-01-08' + e * interval '150 seconds', 'bench', '王科员', 'dispatch.issue',
       'dispatch-plan', 'FA-' || e % 2088, '', '8'
  from generate_series(1, 1000000) e;
--;
do $$ declare each record; begin
  for each in select definition from later loop execute each.definition; end loop;
end $$;
alter table dispatch.assignment add constraint assigned_once
  exclude using gist (card with =, slots with &&) where (state in ('ISSUED', 'ACCEPTED'));
drop table place, seated, later;
analyze;
