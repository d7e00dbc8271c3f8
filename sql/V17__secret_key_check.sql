-- At most one row: how to recognise the setting SECRET_KEY, so that a start notices when it was lost or changed.
create table secret_key_check (
    is_only     boolean     primary key default true check (is_only),
    check_value bytea       not null,                -- HMAC-SHA256 by the key, of no message, under a label of its own
    time_set    timestamptz not null default now()
);

comment on table secret_key_check is
    'At most one row: how to recognise the setting SECRET_KEY. Written by the first start, and by a start that replaces '
    'the key.';
comment on column secret_key_check.is_only is 'Always true: there is one row.';
comment on column secret_key_check.check_value is
    'HMAC-SHA256 by the key, of no message, under a label of its own. The key cannot be computed from it.';
comment on column secret_key_check.time_set is 'When this key was used first.';
