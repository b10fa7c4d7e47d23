-- Which keys have sealed fields in this database. Only fingerprints: the keys are outside.
CREATE TABLE platform.field_key
(
    id          text PRIMARY KEY,
    fingerprint text NOT NULL
);
