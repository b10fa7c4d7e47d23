CREATE TABLE platform.job
(
    id           uuid PRIMARY KEY,
    name         text        NOT NULL,
    parameters   jsonb       NOT NULL,
    state        text        NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    attempts     int         NOT NULL DEFAULT 0,
    stage        text        NOT NULL DEFAULT '',
    fraction     double precision NOT NULL DEFAULT 0 CHECK (fraction BETWEEN 0 AND 1),
    message      text        NOT NULL DEFAULT '',
    cancel_asked boolean     NOT NULL DEFAULT false,
    result       jsonb,
    failure      text,
    started_by   text        NOT NULL,
    queued_at    timestamptz NOT NULL,
    begun_at     timestamptz,
    ended_at     timestamptz
);
CREATE INDEX job_name ON platform.job (name, queued_at DESC);

-- The table of db-scheduler, as its documentation gives it for PostgreSQL.
CREATE TABLE platform.scheduled_tasks
(
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON platform.scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON platform.scheduled_tasks (last_heartbeat);
