-- Spreads the schema over several machines with Citus 12 or later. Not a migration: run it once, by hand, on the
-- coordinator, when the application is stopped, its migrations are done, and the workers are there:
--
--   psql -v ON_ERROR_STOP=1 -f sql/citus/distribute.sql
--
-- One server's rows then lie on one machine, together: every statement of a server goes to that machine alone. It has
-- been held against the catalogue of PostgreSQL, not yet run on Citus.
--
-- What it does not do: Citus runs no statement with an insert inside a WITH, which RegistrationDao, ReplacementDao,
-- LinkDao, MailEventDao and FunnelDao have, because on one machine that saves round trips. Before the application works
-- on it, the parts of those have to be sent as statements of their own, in the same transaction and order.

begin;

-- Small, and needed by all: a copy on every machine.
select create_reference_table('servers');
select create_reference_table('api_keys');

-- By server; users first, which the others refer to.
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

commit;
