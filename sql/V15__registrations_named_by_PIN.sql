-- A PIN without the id of its registration works only while the address was registered once: the newest PIN may belong
-- to another person's registration. Constants as defaults: the tables are not rewritten.
alter table users add column replaced_another boolean not null default false;
alter table validations add column pin_tries_without_id integer not null default 0;

comment on column users.replaced_another is
    'Whether it took the place of a pending user of the same address. Then a PIN needs the registration''s id.';
comment on column validations.pin_tries is
    'PINs tried against this id together with the registration''s id, right or wrong, counted before they are checked.';
comment on column validations.pin_tries_without_id is
    'The same without the registration''s id. Counted apart, so that a stranger cannot use up the tries of the person '
    'who registered.';
