-- The service deletes pending users and mails by age: the settings PENDING_TTL and MAILS_TTL.
comment on table users is
    'One registered person at one server. Pending until time_activated is set. A pending user that registers again is '
    'replaced by a new row; one whose link expired long ago (the setting PENDING_TTL) is deleted.';
comment on table mails is
    'One message to one address, with its delivery state. It holds what the message is made from, never its text, link '
    'or PIN. Queued in the transaction that needs it; the sender and Mailjet''s events change its state. It is deleted '
    'with its user, or when it is older than the setting MAILS_TTL and waits for nothing.';
