-- Batch and session numbers are the office's own and may hold any character: addresses use these.
alter table appraisal.batch add column id uuid not null unique default gen_random_uuid();
alter table appraisal.session add column id uuid not null unique default gen_random_uuid();
