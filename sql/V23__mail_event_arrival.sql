-- When Mailjet's last event came, one row. Every instance receives events, so none knows it by itself.
create table mail_event_arrival (
    is_only   boolean     primary key default true check (is_only),
    time_last timestamptz                             -- null: none ever came
);
insert into mail_event_arrival default values;

comment on table mail_event_arrival is
    'When Mailjet''s last event came, one row: every instance receives events, so none knows it by itself.';
comment on column mail_event_arrival.is_only is 'Always true: there is one row.';
comment on column mail_event_arrival.time_last is 'Time of the last event, to the minute. Null: none ever came.';
