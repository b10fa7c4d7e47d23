-- For every table that only grows: its rows can be neither changed nor removed.
CREATE FUNCTION platform.refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION 'rows of %.% are never changed or removed', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TABLE platform.ledger_entry
(
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    actor_id     text        NOT NULL,
    actor_name   text        NOT NULL,
    verb         text        NOT NULL CHECK (verb ~ '^[a-z-]+(\.[a-z-]+)+$'),
    subject_kind text        NOT NULL,
    subject_id   text        NOT NULL,
    reason       text,
    article      text,
    details      jsonb,
    -- The place for a tamper-evident tree: an entry's salt, the hash of the salted entry, and its
    -- position among the leaves. Empty until the tree is kept; filled at the insertion, as nothing
    -- is ever filled in later.
    salt         bytea,
    leaf         bytea,
    idx          bigint UNIQUE
);

CREATE INDEX ledger_entry_at ON platform.ledger_entry (at);
CREATE INDEX ledger_entry_subject ON platform.ledger_entry (subject_kind, subject_id, id);
CREATE INDEX ledger_entry_actor ON platform.ledger_entry (actor_id, id);

CREATE TRIGGER ledger_entry_only_grows
    BEFORE UPDATE OR DELETE OR TRUNCATE
    ON platform.ledger_entry
    FOR EACH STATEMENT
EXECUTE FUNCTION platform.refuse_change();

-- The owner takes the rights from himself as well; superusers are stopped by the trigger.
REVOKE UPDATE, DELETE, TRUNCATE ON platform.ledger_entry FROM PUBLIC, CURRENT_USER;
