CREATE TABLE platform.message
(
    id        uuid PRIMARY KEY,
    recipient uuid        NOT NULL,
    -- What the sender calls it: the same message is not kept twice for the same recipient.
    key       text        NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    kind      text        NOT NULL CHECK (length(kind) BETWEEN 1 AND 20),
    title     text        NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    text      text        NOT NULL CHECK (length(text) <= 4000),
    url       text        NOT NULL CHECK (url = '' OR url ~ '^/([^/\\]|$)' AND length(url) <= 500),
    until     date,
    sent_at   timestamptz NOT NULL,
    read_at   timestamptz,
    CONSTRAINT message_once UNIQUE (recipient, key)
);
CREATE INDEX message_inbox ON platform.message (recipient, sent_at, id);
-- The badge on every page counts these.
CREATE INDEX message_unread ON platform.message (recipient) WHERE read_at IS NULL;
-- For the removal of what is old.
CREATE INDEX message_sent_at ON platform.message (sent_at);

-- What is still to be carried out of the house, written together with the message.
CREATE TABLE platform.message_delivery
(
    id              uuid PRIMARY KEY,
    message_id      uuid        NOT NULL REFERENCES platform.message (id) ON DELETE CASCADE,
    channel         text        NOT NULL CHECK (channel IN ('MAIL', 'SMS')),
    -- Sealed, and forgotten once the matter is closed.
    address         text,
    state           text        NOT NULL CHECK (state IN ('WAITING', 'SENT', 'GIVEN_UP')),
    attempts        int         NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    last_error      text CHECK (length(last_error) <= 200),
    queued_at       timestamptz NOT NULL,
    ended_at        timestamptz,
    CONSTRAINT message_delivery_once UNIQUE (message_id, channel),
    CHECK ((state = 'WAITING') = (ended_at IS NULL)),
    CHECK ((state = 'WAITING') = (address IS NOT NULL))
);
CREATE INDEX message_delivery_due ON platform.message_delivery (next_attempt_at) WHERE state = 'WAITING';
CREATE INDEX message_delivery_given_up ON platform.message_delivery (ended_at) WHERE state = 'GIVEN_UP';
