-- How long free texts may be: the same lengths as the program's own limits, which say it in words.
alter table regulation.parameter_change
  add constraint parameter_change_value_length check (char_length(value) <= 2000),
  add constraint parameter_change_reason_length check (char_length(reason) <= 500),
  add constraint parameter_change_decision_note_length check (char_length(decision_note) <= 500);
