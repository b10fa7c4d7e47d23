-- How long free texts may be: the same lengths as the program's own limits, which say it in words.
-- Lists count with a sign between their items.
alter table institution.institution
  add constraint institution_name_length check (char_length(name) <= 100),
  add constraint institution_address_length check (char_length(address) <= 200),
  add constraint institution_scope_length check (char_length(array_to_string(scope, '；')) <= 2000),
  add constraint institution_licence_length check (char_length(licence) <= 60),
  add constraint institution_head_length check (char_length(head) <= 50),
  add constraint institution_status_length check (char_length(status) <= 50);
