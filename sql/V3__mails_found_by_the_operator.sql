-- Mailjet's events and the operator know a mail by its id alone. The ids are of version 7: this is also the order of age.
create index mails_by_id on mails (id);

-- What became of the mails to one address, at whichever server.
create index mails_of_recipient on mails (lower(recipient collate "C"), id);

-- How many were sent lately.
create index mails_by_time_sent on mails (time_sent) where time_sent is not null;
