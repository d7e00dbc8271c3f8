-- A validation proves that an address is the user's, whatever for: to activate the user, to choose a new password, or
-- to take a new address, which stands here until then. A user has one of each purpose at the most.
alter table validations
    add column purpose   text not null default 'validation'
        check (purpose in ('validation', 'password_reset', 'email_change')),
    add column email     text,                       -- the new address as typed; null unless the purpose is to take it
    add column email_key text collate "C",           -- what its uniqueness is judged by
    drop constraint validation_of_user,
    add constraint validation_of_user unique (server_id, user_id, purpose),
    add constraint new_address_to_prove
        check ((purpose = 'email_change') = (email is not null and email_key is not null));
alter table validations alter column purpose drop default; -- only the rows that were there had to be told
