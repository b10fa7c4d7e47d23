create schema if not exists supervisor;

-- 第五条: the last valid day of a card, three years from the day of issue less one day;
-- a card of 29 February ends on 28 February.
create function supervisor.last_valid_day(issued_on date) returns date
language sql immutable as $$
  select case
    when extract(month from issued_on) = 2 and extract(day from issued_on) = 29
      then (issued_on + interval '3 years')::date
    else (issued_on + interval '3 years')::date - 1
  end
$$;

create table supervisor.supervisor (
  card             text primary key check (card ~ '^[0-9A-Za-z]{4,20}$'),
  name             text not null check (length(name) between 2 and 50),
  kind             text not null check (kind in ('NATIONAL', 'REGULAR')),
  source           text check (source in ('BUREAU', 'TRAINING_CENTER', 'APPRAISAL_CENTER',
                                          'STATION_STAFF', 'EXAMINER', 'ENTERPRISE')),
  employer         text not null check (length(btrim(employer)) > 0),
  employer_code    text references institution.institution (code) deferrable initially deferred,
  district         text not null check (district ~ '^[0-9]{6}$'),
  issued_on        date not null,
  valid_until      date not null,
  examiner_number  text check (examiner_number <> ''),
  occupations      text[] not null default '{}',
  sex              text not null default '' check (sex in ('', '男', '女')),
  remark           text not null default '',
  -- personal data: sealed with a key outside the database; the index answers equality only
  id_number_sealed text,
  id_number_index  text unique,
  phone_sealed     text,
  version          integer not null default 1,
  created_at       timestamptz not null default now(),
  changed_at       timestamptz not null default now(),
  check (valid_until >= issued_on),
  constraint supervisor_card_validity check (valid_until <= supervisor.last_valid_day(issued_on)),
  check ((id_number_sealed is null) = (id_number_index is null))
);

create index supervisor_name on supervisor.supervisor (name, card);
create index supervisor_valid_until on supervisor.supervisor (valid_until, card);
create index supervisor_employer_code on supervisor.supervisor (employer_code);
create index supervisor_examiner_number on supervisor.supervisor (examiner_number);

-- 第十条: the confirmed annual grades
create table supervisor.annual_grade (
  card        text not null references supervisor.supervisor (card),
  year        integer not null check (year between 1990 and 2200),
  grade       text not null check (grade in ('EXCELLENT', 'PASS', 'BASIC', 'FAIL')),
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  primary key (card, year)
);

-- 第八条、第二十条: the times in which a person is not in good standing; lifting one sets its last day
create table supervisor.standing_period (
  id         uuid primary key default gen_random_uuid(),
  card       text not null references supervisor.supervisor (card),
  standing   text not null check (standing in ('SUSPENDED', 'DISQUALIFIED')),
  from_date  date,
  to_date    date,
  reason     text not null default '',
  decided_by text not null,
  decided_at timestamptz not null default now(),
  lifted_by  text,
  lifted_at  timestamptz,
  lift_reason text,
  check (from_date is null or to_date is null or to_date >= from_date - 1)
);

create unique index standing_period_open on supervisor.standing_period (card, standing)
  where to_date is null;

create table supervisor.former_employment (
  id               uuid primary key default gen_random_uuid(),
  card             text not null references supervisor.supervisor (card),
  institution_code text not null references institution.institution (code) deferrable initially deferred,
  until_date       date,
  unique nulls not distinct (card, institution_code, until_date)
);

-- 第十八条
create table supervisor.recusal_ground (
  id               uuid primary key default gen_random_uuid(),
  card             text not null references supervisor.supervisor (card),
  institution_code text not null references institution.institution (code),
  relation         text not null check (relation in ('RELATIVE', 'TEACHER', 'MASTER', 'COLLEAGUE',
                                                     'INTEREST', 'FORMER_EMPLOYEE', 'OTHER')),
  from_date        date,
  to_date          date,
  note             text not null default '',
  source           text not null check (source in ('DECLARED', 'ASKED', 'DECIDED')),
  version          integer not null default 1,
  created_at       timestamptz not null default now(),
  changed_at       timestamptz not null default now(),
  constraint recusal_ground_key unique nulls not distinct (card, institution_code, relation, from_date),
  check (from_date is null or to_date is null or to_date >= from_date)
);

create index recusal_ground_institution on supervisor.recusal_ground (institution_code);

create table supervisor.absence (
  id         uuid primary key default gen_random_uuid(),
  card       text not null references supervisor.supervisor (card),
  from_date  date not null,
  to_date    date not null,
  half_days  smallint not null check (half_days between 1 and 7),
  reason     text not null default '',
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  check (to_date >= from_date)
);

create unique index absence_key on supervisor.absence (card, from_date, to_date, half_days)
  where withdrawn_at is null;
