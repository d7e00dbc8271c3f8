-- Looks through what V11 took as given. The tables can be read and written meanwhile.
alter table mails validate constraint mails_server_id_user_id_fkey;
