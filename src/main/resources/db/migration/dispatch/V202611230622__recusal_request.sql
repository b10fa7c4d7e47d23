-- 第十八条: 回避申请. Somebody other than the supervisor asks that a supervisor keep away from an
-- institution; a leader decides.
create table dispatch.recusal_request (
  -- the key of the form, so that a double click asks once
  id              uuid primary key,
  card            text not null references supervisor.supervisor (card),
  institution     text not null references institution.institution (code),
  -- the task in question, if it is about one
  task            text references dispatch.issued_task (number),
  applicant_kind  text not null check (applicant_kind in ('INSTITUTION', 'CANDIDATE', 'OTHER')),
  -- the name of a candidate or another person, sealed with a key outside the database; an
  -- institution is the one above. The index tells only whether two are the same.
  applicant_sealed text,
  applicant_index  text not null check (length(applicant_index) <= 80),
  relation        text not null check (relation in ('RELATIVE', 'TEACHER', 'MASTER', 'COLLEAGUE',
                                                    'INTEREST', 'FORMER_EMPLOYEE', 'OTHER')),
  facts           text not null check (length(btrim(facts)) > 0 and char_length(facts) <= 1000),
  evidence        text not null default '' check (char_length(evidence) <= 500),
  asked_at        timestamptz not null,
  asked_by        text not null check (length(asked_by) <= 100),
  asked_by_name   text not null check (length(asked_by_name) <= 100),
  -- what the parameters said on the day of asking
  days_before     integer,
  ask_days        integer not null,
  late            boolean not null,
  times_in_year   integer not null check (times_in_year > 0),
  ask_most        integer not null,
  often           boolean not null,
  state           text not null default 'OPEN' check (state in ('OPEN', 'GRANTED', 'REFUSED')),
  decided_at      timestamptz,
  decided_by      text check (length(decided_by) <= 100),
  decided_by_name text check (length(decided_by_name) <= 100),
  decision_reason text check (length(btrim(decision_reason)) > 0 and char_length(decision_reason) <= 500),
  -- until when a granted recusal holds, null until it is lifted
  holds_until     date,
  version         bigint not null default 1,
  check ((applicant_kind = 'INSTITUTION') = (applicant_sealed is null)),
  check ((state = 'OPEN') = (decided_at is null)),
  check ((decided_at is null) = (decision_reason is null)),
  check ((decided_at is null) = (decided_by is null)),
  -- nobody decides on what they asked for
  constraint recusal_decided_by_another check (decided_by is distinct from asked_by or decided_by is null),
  check (late = (days_before is not null and days_before < ask_days)),
  check (often = (times_in_year > ask_most))
);

create index recusal_request_open on dispatch.recusal_request (asked_at) where state = 'OPEN';
create index recusal_request_by_time on dispatch.recusal_request (asked_at desc, id desc);
create index recusal_request_by_institution on dispatch.recusal_request (institution, asked_at desc);
create index recusal_request_by_card on dispatch.recusal_request (card, asked_at desc);
create index recusal_request_by_applicant on dispatch.recusal_request (applicant_index, asked_at);
