create schema if not exists dispatch;

-- 第十九条: supervisions from before the system knew of them
create table dispatch.past_supervision (
  institution_code text not null references institution.institution (code),
  date             date not null,
  task             text not null check (length(btrim(task)) > 0),
  kind             text not null check (kind in ('ON_SITE_EXAM', 'ROUTINE_INSPECTION')),
  version          integer not null default 1,
  created_at       timestamptz not null default now(),
  primary key (institution_code, date, task)
);

create table dispatch.past_supervision_team (
  institution_code text not null,
  date             date not null,
  task             text not null,
  card             text not null references supervisor.supervisor (card),
  primary key (institution_code, date, task, card),
  foreign key (institution_code, date, task)
    references dispatch.past_supervision (institution_code, date, task) on delete cascade
);

create index past_supervision_team_card on dispatch.past_supervision_team (card, date);
