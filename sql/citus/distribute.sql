-- Spreads the schema over several machines with Citus 12 or later. Not a migration: run it once, by hand, on the
-- coordinator, when the application is stopped, its migrations are done, and the workers are there:
--
--   psql -v ON_ERROR_STOP=1 -f sql/citus/distribute.sql
--
-- One server's rows then lie on one machine, together: every statement of a server goes to that machine alone. It has
-- been held against the catalogue of PostgreSQL, not yet run on Citus.
--
-- Before it: Citus takes no "on update cascade" in a foreign key that has the column by which a table is spread. Ours
-- have it, because a pending user that registers again gets a new id, and its mails and answers follow it. They are
-- replaced here by keys that are checked at the end of the transaction, and by a trigger that has them follow.

begin;

-- Small, and needed by all: a copy on every machine.
select create_reference_table('servers');
select create_reference_table('api_keys');

create function follow_user() returns trigger language plpgsql as $$
begin
    update validations      set user_id = new.id where server_id = new.server_id and user_id = old.id;
    update mails            set user_id = new.id where server_id = new.server_id and user_id = old.id;
    update idempotency_keys set user_id = new.id where server_id = new.server_id and user_id = old.id;
    return null;
end
$$;

alter table validations      drop constraint validations_server_id_user_id_fkey;
alter table mails            drop constraint mails_server_id_user_id_fkey;
alter table idempotency_keys drop constraint idempotency_keys_server_id_user_id_fkey;

-- By server.
select create_distributed_table('users', 'server_id');
select create_distributed_table('validations', 'server_id', colocate_with => 'users');
select create_distributed_table('mails', 'server_id', colocate_with => 'users');
select create_distributed_table('idempotency_keys', 'server_id', colocate_with => 'users');
select create_distributed_table('guesses', 'server_id', colocate_with => 'users');
select create_distributed_table('mail_budgets', 'server_id', colocate_with => 'users');
select create_distributed_table('funnel_counts', 'server_id', colocate_with => 'users');

-- By address: what is known of an address at all servers together.
select create_distributed_table('mail_allowances', 'email_key', colocate_with => 'none');
select create_distributed_table('bounced_addresses', 'email_key', colocate_with => 'mail_allowances');

alter table validations add constraint validations_server_id_user_id_fkey
    foreign key (server_id, user_id) references users (server_id, id) on delete cascade deferrable initially deferred;
alter table mails add constraint mails_server_id_user_id_fkey
    foreign key (server_id, user_id) references users (server_id, id) on delete cascade deferrable initially deferred;
alter table idempotency_keys add constraint idempotency_keys_server_id_user_id_fkey
    foreign key (server_id, user_id) references users (server_id, id) on delete cascade deferrable initially deferred;

set local citus.enable_unsafe_triggers = on;         -- it touches rows of the same server only
create trigger follow_user after update of id on users
    for each row when (old.id is distinct from new.id) execute function follow_user();

commit;
