-- Files are not kept for ever. The digest stays and says what was sent; the content is named apart,
-- as long as it is kept, so that the file store removes nothing that is still named.
alter table exchange.sheet_import_file
  add column content text references platform.stored_file (digest);
update exchange.sheet_import_file set content = digest;
alter table exchange.sheet_import_file
  add foreign key (annotated) references platform.stored_file (digest);

create index sheet_import_file_content on exchange.sheet_import_file (content);
create index sheet_import_file_annotated on exchange.sheet_import_file (annotated);

alter table exchange.sheet_import add column files_removed_at timestamptz;
-- The job is of interest only as long as its row is kept.
update exchange.sheet_import set job = null
 where job not in (select id from platform.job);
alter table exchange.sheet_import
  add foreign key (job) references platform.job (id) on delete set null;
create index sheet_import_job on exchange.sheet_import (job);
