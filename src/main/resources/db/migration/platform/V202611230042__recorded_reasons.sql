-- The record takes every reason that a room takes; the rooms' own limits are below this one.
alter table platform.ledger_entry
  drop constraint ledger_entry_reason_length,
  add constraint ledger_entry_reason_length check (char_length(reason) <= 2000);
alter table platform.change
  drop constraint change_reason_length,
  add constraint change_reason_length check (char_length(reason) <= 2000);
