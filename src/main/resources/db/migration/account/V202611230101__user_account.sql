create schema if not exists account;

create table account.user_account (
    id               uuid primary key,
    -- Signing in does not mind upper and lower case.
    user_name        text not null check (user_name = lower(user_name) and user_name ~ '^[a-z0-9._-]{2,40}$'),
    display_name     text not null check (length(display_name) between 1 and 60),
    password_hash    text,
    password_set_at  timestamptz,
    supervisor_card  text,
    institution_code text,
    created_at       timestamptz not null,
    created_by       text not null,
    disabled_at      timestamptz,
    disabled_by      text,
    version          integer not null default 0,
    constraint user_account_name unique (user_name),
    check ((disabled_at is null) = (disabled_by is null)),
    check ((password_hash is null) = (password_set_at is null))
);

create table account.user_role (
    user_id    uuid not null references account.user_account (id),
    role       text not null check (role in (
        'BUREAU_OFFICER', 'BUREAU_LEADER', 'SUPERVISOR', 'INSTITUTION_STAFF', 'INVESTIGATOR',
        'SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN')),
    granted_at timestamptz not null,
    granted_by text not null,
    primary key (user_id, role)
);

-- No person holds two of the three administrators.
create unique index user_role_one_administrator on account.user_role (user_id)
    where role in ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN');

-- One-time links: only the digest of the token is kept. Without a user it is the link of the first
-- start.
create table account.invitation (
    token_digest bytea primary key,
    user_id      uuid references account.user_account (id),
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    used_at      timestamptz
);
create index invitation_user on account.invitation (user_id);

-- Browsers from which somebody has signed in before: their attempts are counted on their own, so
-- that nobody is locked out by the wrong passwords of others.
create table account.known_device (
    token_digest bytea primary key,
    user_id      uuid not null references account.user_account (id),
    created_at   timestamptz not null,
    last_seen_at timestamptz not null
);
create index known_device_user on account.known_device (user_id);

-- The key is a digest: neither user names nor addresses can be read from it.
create table account.sign_in_attempt (
    bucket        bytea primary key,
    failures      integer not null,
    last_at       timestamptz not null,
    blocked_until timestamptz not null
);
create index sign_in_attempt_last on account.sign_in_attempt (last_at);

-- Spring Session's own tables, names as it expects them.
create table account.spring_session (
    primary_id            char(36) not null,
    session_id            char(36) not null,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int not null,
    expiry_time           bigint not null,
    principal_name        varchar(100),
    constraint spring_session_pk primary key (primary_id)
);
create unique index spring_session_ix1 on account.spring_session (session_id);
create index spring_session_ix2 on account.spring_session (expiry_time);
create index spring_session_ix3 on account.spring_session (principal_name);

create table account.spring_session_attributes (
    session_primary_id char(36) not null,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea not null,
    constraint spring_session_attributes_pk primary key (session_primary_id, attribute_name),
    constraint spring_session_attributes_fk foreign key (session_primary_id)
        references account.spring_session (primary_id) on delete cascade
);
