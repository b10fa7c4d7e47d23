CREATE TABLE platform.stored_file
(
    digest     text        PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
    media_type text        NOT NULL,
    size       bigint      NOT NULL CHECK (size >= 0),
    stored_at  timestamptz NOT NULL
);

-- Sealed pieces of at most 1 MiB, so that no file has to be in memory as a whole.
CREATE TABLE platform.stored_file_piece
(
    digest   text  NOT NULL REFERENCES platform.stored_file ON DELETE CASCADE,
    position int   NOT NULL,
    sealed   bytea NOT NULL,
    PRIMARY KEY (digest, position)
);
-- Sealed bytes do not get smaller.
ALTER TABLE platform.stored_file_piece ALTER COLUMN sealed SET STORAGE EXTERNAL;
