-- How long free texts may be: the same lengths as the program's own limits, which say it in words.
-- Lists count with a sign between their items.
alter table appraisal.session
  add constraint session_occupation_length check (char_length(occupation) <= 60),
  add constraint session_occupation_code_length check (char_length(occupation_code) <= 40),
  add constraint session_site_length check (char_length(site) <= 100),
  add constraint session_examiners_length check (char_length(array_to_string(examiners, '；')) <= 2000),
  add constraint session_cancel_reason_length check (char_length(cancel_reason) <= 500);
