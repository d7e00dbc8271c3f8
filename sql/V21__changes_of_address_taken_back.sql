-- A change of address can be taken back by a link that is mailed to the old address. A table of its own, because a user
-- can have several: one of each change of the last days. Who changes the address twice must not end the first one's.
create table email_undos (
    server_id    bigint      not null,
    id           uuid        not null,
    user_id      uuid        not null,
    email        text        not null,
    email_key    text        collate "C" not null,
    time_created timestamptz not null default now(),
    time_changed timestamptz,
    time_used    timestamptz,
    primary key (server_id, id)
);
create index email_undos_of_user on email_undos (server_id, user_id);
create index email_undos_by_age on email_undos (time_created);

-- Where Citus has distributed the users, the table has to be distributed before it can refer to them.
do $$
begin
    if to_regclass('pg_dist_partition') is not null then
        execute 'select create_distributed_table(''email_undos'', ''server_id'', colocate_with => ''users'')
                   from pg_dist_partition where logicalrelid = ''users''::regclass';
    end if;
end $$;
alter table email_undos
    add foreign key (server_id, user_id) references users (server_id, id) on delete cascade;

comment on table email_undos is
    'One link that takes changes of a user''s address back. Mailed to the old address when a change is requested, and '
    'again when it is made. Deleted with the user, 40 days later, or when an earlier change is taken back.';
comment on column email_undos.server_id is 'The user''s server.';
comment on column email_undos.id is 'UUID version 7. It is also the id of the mail that carries the link.';
comment on column email_undos.user_id is 'Whose change it takes back.';
comment on column email_undos.email is 'The old address as typed, which the link gives back.';
comment on column email_undos.email_key is 'The old address as it is compared.';
comment on column email_undos.time_created is 'When its mail was queued.';
comment on column email_undos.time_changed is
    'When the user left the old address. The link ends 7 days later, or 7 days after its mail was sent if that was '
    'later. Null: the change was not made.';
comment on column email_undos.time_used is 'When the link was used. Null: not yet.';

-- The new address while a change waits. A subquery, because few changes wait: a page of users would scan all
-- validations for a join, and looks each user up for a subquery.
create or replace view user_details as
select u.server_id, u.id, s.name as server, u.email, u.email_key, u.first_name, u.last_name, u.birth_date, u.locale,
       u.time_activated is not null as is_activated, u.time_created, u.time_updated, u.time_activated,
       m.status as mail_status, m.reason, v.time_sent, v.expires_at,
       case when m.status in ('queued', 'held') and m.claim_id is null then m.next_attempt_at end as next_attempt_at,
       (select c.email
          from validations c
         where c.server_id = u.server_id and c.user_id = u.id and c.purpose = 'email_change'
           and c.email_key <> u.email_key and (c.expires_at is null or c.expires_at > now())) as new_email
  from users u
  join servers s on s.id = u.server_id
  left join validations v on v.server_id = u.server_id and v.user_id = u.id and v.purpose = 'validation'
  left join mails m on m.server_id = v.server_id and m.id = v.id;
comment on column user_details.new_email is
    'The address that the user wants, as typed, while its link works. Null: no change waits.';

comment on column mails.kind is
    'What the mail is for: validation, registration_attempt, password_reset, password_changed, email_change, '
    'email_change_requested, email_changed or email_restored.';
comment on column mails.id is
    'UUID version 7. Mailjet knows it as CustomID. If the mail carries a link it is also the id of the validation, or '
    'in email_undos.';
comment on column mail_allowances.email_key is
    'For registrations, all servers together: the address as it is compared, without its tag. For mails that a server '
    'asks for, to reset a password or to change an address: the server''s id, a blank and the address. For notices of '
    'requested changes: the same with the word notice between them.';
