-- A server's own texts by kind of mail and language. One document, because it is written as a whole and each mail needs
-- only a few of its texts.
alter table servers add column mail_texts jsonb not null default '{}';

comment on column servers.mail_texts is
    'Own texts of its mails: {kind: {language: {"subject", "above", "below"}}}. A key * is every kind or language.';
comment on column servers.text_above is
    'Text before the content of its validation mails, where mail_texts has none. Null: none.';
comment on column servers.text_below is
    'Text after the content of its validation mails, where mail_texts has none. Null: none.';
