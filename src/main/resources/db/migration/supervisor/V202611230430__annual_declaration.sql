-- 第十八条: 年度回避声明. What a supervisor declares once a year about relations to institutions. A
-- correction is another row; the latest of the year counts.
create table supervisor.annual_declaration (
  -- the key of the form, so that a double click declares once
  id           uuid primary key,
  card         text not null references supervisor.supervisor (card),
  year         integer not null check (year between 2000 and 2200),
  -- each relation as it was asked, and the answer
  declaration  jsonb not null,
  grounds      smallint not null check (grounds >= 0),
  declared_at  timestamptz not null,
  declared_by  text not null check (length(declared_by) <= 100),
  declared_by_name text not null check (length(declared_by_name) <= 100)
);

create index annual_declaration_latest on supervisor.annual_declaration (card, year, declared_at desc);
