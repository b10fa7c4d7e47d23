-- How long free texts may be: the same lengths as the program's own limits, which say it in words.
alter table platform.ledger_entry
  add constraint ledger_entry_reason_length check (char_length(reason) <= 500);

alter table platform.change
  add constraint change_reason_length check (char_length(reason) <= 500);
