create schema if not exists appraisal;

create table appraisal.batch (
  number           text primary key check (length(btrim(number)) between 1 and 60),
  institution_code text not null references institution.institution (code),
  version          integer not null default 1,
  created_at       timestamptz not null default now(),
  changed_at       timestamptz not null default now()
);

create index batch_institution on appraisal.batch (institution_code, number);

create table appraisal.session (
  batch              text not null references appraisal.batch (number),
  number             text not null check (length(btrim(number)) between 1 and 60),
  occupation         text not null check (length(btrim(occupation)) > 0),
  occupation_code    text not null default '',
  level              smallint not null check (level between 1 and 5),
  date               date not null,
  half_days          smallint not null check (half_days between 1 and 7),
  site_kind          text not null check (site_kind in ('EXAM', 'WORK')),
  district           text not null check (district ~ '^[0-9]{6}$'),
  site               text not null default '',
  candidates         integer check (candidates >= 0),
  examiners          text[] not null default '{}',
  supervisors_wanted integer check (supervisors_wanted >= 0),
  important          boolean not null default false,
  version            integer not null default 1,
  created_at         timestamptz not null default now(),
  changed_at         timestamptz not null default now(),
  -- a session that was called off stays, with the reason
  cancelled_at       timestamptz,
  cancel_reason      text,
  primary key (batch, number),
  check ((cancelled_at is null) = (cancel_reason is null))
);

create index session_date on appraisal.session (date, batch, number);
-- 第十四条: who examines where is asked from the examiner's side
create index session_examiners on appraisal.session using gin (examiners);
