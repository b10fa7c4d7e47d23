-- Who is to be told is asked by what users are linked to.
create index user_account_supervisor on account.user_account (supervisor_card)
  where supervisor_card is not null;
create index user_account_institution on account.user_account (institution_code)
  where institution_code is not null;
