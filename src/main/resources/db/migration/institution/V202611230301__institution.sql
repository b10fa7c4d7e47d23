create schema if not exists institution;

create table institution.institution (
  code          text primary key check (code ~ '^[0-9A-Za-z_-]{1,40}$'),
  name          text not null check (length(btrim(name)) > 0),
  kind          text not null
                check (kind in ('OFFICE', 'STATION', 'EMPLOYER', 'SOCIAL_BODY', 'SCHOOL', 'OTHER')),
  district      text not null check (district ~ '^[0-9]{6}$'),
  address       text not null default '',
  -- deferred: a file may name a child before its parent
  parent_code   text references institution.institution (code) deferrable initially deferred,
  scope         text[] not null default '{}',
  licence       text not null default '',
  licence_until date,
  head          text not null default '',
  phone_sealed  text,
  status        text not null default '',
  version       integer not null default 1,
  created_at    timestamptz not null default now(),
  changed_at    timestamptz not null default now(),
  check (parent_code is null or parent_code <> code)
);

create index institution_name on institution.institution (name, code);
create index institution_district on institution.institution (district, code);
create index institution_parent on institution.institution (parent_code);
