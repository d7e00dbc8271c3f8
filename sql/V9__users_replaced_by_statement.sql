-- A pending user that registers again gets a new id. The statement that replaces it moves its rows along or deletes
-- them itself, so that the keys need not: "on update cascade" is not to be had where tables are spread over several
-- machines (Citus refuses it in a key that has the column by which they are spread).
--
-- The tables are locked for a moment, in the order in which requests lock their rows; what is there is looked through
-- by the next migration. An instance of an older build, of which none was released, cannot replace pending users any
-- more.
lock table idempotency_keys, users, validations, mails in access exclusive mode;

alter table validations
    drop constraint validations_server_id_user_id_fkey,
    add constraint validations_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade not valid;
alter table mails
    drop constraint mails_server_id_user_id_fkey,
    add constraint mails_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade not valid;
alter table idempotency_keys
    drop constraint idempotency_keys_server_id_user_id_fkey,
    add constraint idempotency_keys_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade not valid;
