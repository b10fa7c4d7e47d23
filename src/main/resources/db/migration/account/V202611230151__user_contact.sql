-- Where a user can be reached outside the system, sealed, and whether they want to be.
create table account.user_contact (
    user_id     uuid primary key references account.user_account (id),
    mail        text,
    phone       text,
    mail_wanted boolean not null default true,
    sms_wanted  boolean not null default true
);
