-- What a registration was answered with, so that the same request sent again gets the same answer and does nothing. It
-- goes with its user; after 24 hours the key is free again. The two columns that may be null are so only inside the
-- registration's own transaction, which takes the key first and knows the answer last.
create table idempotency_keys (
    server_id    bigint      not null,
    key          text        collate "C" not null,  -- the header Idempotency-Key
    fingerprint  bytea       not null,               -- HMAC-SHA256 of the request's body, which has a password in it
    user_id      uuid,
    answer       text,                               -- as it went over the wire
    time_created timestamptz not null default now(),
    primary key (server_id, key),
    foreign key (server_id, user_id) references users (server_id, id) on update cascade on delete cascade
);
create index idempotency_keys_of_user on idempotency_keys (server_id, user_id);
create index idempotency_keys_by_age on idempotency_keys (time_created);
