-- The list of deliveries is ordered by this; who was given up is found by the filter on it.
DROP INDEX platform.message_delivery_given_up;
CREATE INDEX message_delivery_queued ON platform.message_delivery (queued_at, id);
