-- With strict privacy the answer to a registration tells of no user, and must not go with one: a key that is free again
-- would tell that its user was replaced, and so was not activated. Answers of earlier builds are freed from their users.
-- An instance of such a build takes a freed answer for none, and registers again.
update idempotency_keys set user_id = null where answer = '{"status":"accepted"}';

comment on table idempotency_keys is
    'The answer to one registration, so that the same request sent again gets it and does nothing. Written by the '
    'registration; goes after 24 hours, or with the user it tells of.';
comment on column idempotency_keys.user_id is
    'The user that the answer tells of. Null with strict privacy, where the answer is the same for every address, and '
    'inside the registration''s own transaction.';
