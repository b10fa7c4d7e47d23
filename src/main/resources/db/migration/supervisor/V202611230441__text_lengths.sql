-- How long free texts may be: the same lengths as the program's own limits, which say it in words.
-- Lists count with a sign between their items.
alter table supervisor.supervisor
  add constraint supervisor_employer_length check (char_length(employer) <= 100),
  add constraint supervisor_examiner_number_length check (char_length(examiner_number) <= 40),
  add constraint supervisor_occupations_length check (char_length(array_to_string(occupations, '；')) <= 1000),
  add constraint supervisor_remark_length check (char_length(remark) <= 500);

alter table supervisor.standing_period
  add constraint standing_period_reason_length check (char_length(reason) <= 500),
  add constraint standing_period_lift_reason_length check (char_length(lift_reason) <= 500);

alter table supervisor.recusal_ground
  add constraint recusal_ground_note_length check (char_length(note) <= 500);

alter table supervisor.absence
  add constraint absence_reason_length check (char_length(reason) <= 200);
