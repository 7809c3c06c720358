-- A provider reports a delivery by its own id of the message.
create index sms_by_message on sms (provider, message_id) where delivery = 'pending';
