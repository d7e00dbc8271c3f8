-- A soft bounce, by greylisting for example, may be followed by a delivery, because Mailjet tries again. Mails that
-- bounced before this migration count as bounced for good.
alter table mails
    add column is_soft_bounce boolean not null default false;

comment on column mails.is_soft_bounce is
    'It bounced softly: Mailjet tries again. While status is bounced it may still be delivered.';
comment on column mails.status is
    'In the order of their ranks, as an event never moves a mail to a lower one. queued: to be sent. held: as '
    'queued, until its sender is mended. cancelled, failed: never sent. sent: Mailjet has it. The others are what '
    'Mailjet told later, or what the use of the link proved. A soft bounce ranks between sent and delivered.';
comment on column mails.is_hard_bounce is 'It bounced for good because of the address, which is in bounced_addresses.';
