-- How long free texts may be: the same lengths as the program's own limits, which say it in words.
alter table account.user_account
  add constraint user_account_supervisor_card_length check (char_length(supervisor_card) <= 40),
  add constraint user_account_institution_code_length check (char_length(institution_code) <= 40);
