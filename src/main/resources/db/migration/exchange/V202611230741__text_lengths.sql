-- How long free texts may be: the same lengths as the program's own limits, which say it in words.
alter table exchange.sheet_import_file
  add constraint sheet_import_file_name_length check (char_length(name) <= 200);
