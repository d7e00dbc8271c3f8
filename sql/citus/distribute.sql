-- Spreads the tables over several machines with Citus 12 or later. It is not a migration: run it once, by hand, on the
-- coordinator, after the migrations, while no instance of the application runs. The workers must have been added before.
--
--   psql -v ON_ERROR_STOP=1 -f sql/citus/distribute.sql
--
-- One server's rows then lie on one machine, together, and every statement of a server goes to that machine alone. Rows
-- that are there already are moved. It is one transaction: if it fails, nothing has changed.

begin;
set local citus.multi_shard_modify_mode to 'sequential';

-- Citus does not distribute a table that a local one refers to: the foreign keys come off and are added again below.
alter table api_keys drop constraint api_keys_server_id_fkey;
alter table key_uses drop constraint key_uses_server_id_fkey;
alter table users drop constraint users_server_id_fkey;
alter table validations drop constraint validations_server_id_user_id_fkey;
alter table mails drop constraint mails_server_id_user_id_fkey;
alter table idempotency_keys drop constraint idempotency_keys_server_id_user_id_fkey;
alter table known_clients drop constraint known_clients_server_id_user_id_fkey;
alter table email_undos drop constraint email_undos_server_id_user_id_fkey;

-- Small, and joined by all: a copy on every machine.
select create_reference_table('servers');
select create_reference_table('api_keys');

-- By server.
select create_distributed_table('users', 'server_id');
select create_distributed_table('validations', 'server_id', colocate_with => 'users');
select create_distributed_table('mails', 'server_id', colocate_with => 'users');
select create_distributed_table('idempotency_keys', 'server_id', colocate_with => 'users');
select create_distributed_table('guesses', 'server_id', colocate_with => 'users');
select create_distributed_table('known_clients', 'server_id', colocate_with => 'users');
select create_distributed_table('email_undos', 'server_id', colocate_with => 'users');
select create_distributed_table('mail_budgets', 'server_id', colocate_with => 'users');
select create_distributed_table('key_uses', 'server_id', colocate_with => 'users');
select create_distributed_table('events', 'server_id', colocate_with => 'users');
select create_distributed_table('event_counts', 'server_id', colocate_with => 'users');

-- By address: what is known of an address at all servers together.
select create_distributed_table('mail_allowances', 'email_key', colocate_with => 'none');
select create_distributed_table('bounced_addresses', 'email_key', colocate_with => 'mail_allowances');

-- The rows were copied; what they leave on the coordinator is of no more use.
select truncate_local_data_after_distributing_table(name)
  from unnest(array['servers', 'api_keys', 'users', 'validations', 'mails', 'idempotency_keys', 'guesses',
                    'known_clients', 'email_undos', 'mail_budgets', 'key_uses', 'events', 'event_counts',
                    'mail_allowances', 'bounced_addresses']::regclass[]) as name;

-- mail_pause, mail_event_arrival, secret_key_check, event_totals and event_rollup stay on the coordinator: one row each, and some rows a day.

alter table api_keys
    add constraint api_keys_server_id_fkey foreign key (server_id) references servers on delete cascade;
alter table key_uses
    add constraint key_uses_server_id_fkey foreign key (server_id) references servers on delete cascade;
alter table users
    add constraint users_server_id_fkey foreign key (server_id) references servers;
alter table validations
    add constraint validations_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade;
alter table mails
    add constraint mails_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) deferrable initially deferred;
alter table known_clients
    add constraint known_clients_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade;
alter table email_undos
    add constraint email_undos_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade;
alter table idempotency_keys
    add constraint idempotency_keys_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade;

commit;
