-- A migration of its own, so that the tables are not locked while they are read: others go on reading and writing.
alter table validations validate constraint validations_server_id_user_id_fkey;
alter table mails validate constraint mails_server_id_user_id_fkey;
alter table idempotency_keys validate constraint idempotency_keys_server_id_user_id_fkey;
