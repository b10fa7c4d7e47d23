-- How long free texts may be: the same lengths as the program's own limits, which say it in words.
alter table dispatch.past_supervision
  add constraint past_supervision_task_length check (char_length(task) <= 60);
