-- A plan that is being computed holds on to its job.
alter table dispatch.plan
  add foreign key (job) references platform.job (id) deferrable initially deferred;
