-- Whether a server's registrations tell who is registered there: "strict" answers the same to every address.
alter table servers
    add column privacy text not null default 'standard' check (privacy in ('standard', 'strict'));

-- A secret key opens everything of its server. A publishable one may be in a web page: it only registers and takes
-- PINs, from pages of its origins.
alter table api_keys
    add column kind            text   not null default 'secret' check (kind in ('secret', 'publishable')),
    add column allowed_origins text[] not null default '{}',   -- as a browser writes them in Origin
    add column time_used       timestamptz,                    -- the hour of the last use; null: never
    add constraint publishable_keys_have_origins check ((kind = 'publishable') = (cardinality(allowed_origins) > 0));
create index api_keys_by_origin on api_keys using gin (allowed_origins) where time_revoked is null;

-- Tries are counted by client as well: of passwords and PINs, and of registrations from web pages. What is counted
-- is no longer always an address of mail.
alter table guesses rename column email_key to subject;         -- whom it is about: an email_key, or a client's network
alter table guesses
    drop constraint guesses_purpose_check,
    add constraint guesses_purpose_check check (purpose in ('password', 'pin', 'client', 'registration'));
