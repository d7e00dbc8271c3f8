-- Guesses at an address are counted by client, and much higher over all clients, so that a stranger cannot keep its user
-- out. The table is small: rows are deleted after a day.
alter table guesses
    drop constraint guesses_purpose_check,
    add constraint guesses_purpose_check
        check (purpose in ('password', 'password_all', 'pin', 'pin_all', 'client', 'registration'));

create table known_clients (
    server_id          bigint      not null,
    user_id            uuid        not null,
    client             text        collate "C" not null,
    time_authenticated timestamptz not null default now(),
    primary key (server_id, user_id, client),
    foreign key (server_id, user_id) references users (server_id, id) on delete cascade
);
create index known_clients_by_age on known_clients (time_authenticated);

comment on table known_clients is
    'A client from which a user signed in. Guesses of other clients do not delay its next try. Written after a right '
    'password, at most once a day; deleted with the user, or after the setting KNOWN_CLIENT_TTL.';
comment on column known_clients.server_id is 'The server of the user.';
comment on column known_clients.user_id is 'The user who signed in.';
comment on column known_clients.client is 'Its IPv4 address or IPv6 network (/64).';
comment on column known_clients.time_authenticated is 'When it signed in last, to the day.';

comment on table guesses is
    'How often something was tried, and until when nothing may be tried there. Written before a try is checked. Deleted '
    'after a right try at an address, or 24 hours after the last try.';
comment on column guesses.purpose is
    'What is counted. password, pin: tries at an address by one client or with one registration''s id. password_all, '
    'pin_all: tries at an address by all clients; those of known clients and with an id are counted apart. client: tries '
    'of both by a client. registration: registrations by a client.';
comment on column guesses.subject is
    'An address as it is compared, whether or not it is registered, or the address, a blank, and a client or a '
    'registration''s id; or a client: its IPv4 address or IPv6 network (/64).';

comment on table mail_allowances is
    'How many mails one address was promised lately, which limits them. Written with each mail that is queued; deleted a '
    'day later. It outlives the user.';
comment on column mail_allowances.email_key is
    'For registrations, all servers together: the address as it is compared, without its tag. For mails that a server '
    'asks for, to reset a password or to change an address: the server''s id, a blank and the address.';
