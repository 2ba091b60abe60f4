-- The statements of a create as pgbench can send them: the same rows into the same tables.
\set property random(1, 10)
\set room (:property - 1) * 100 + random(1, 100)
\set one random(1, 1000000000)
\set two random(1, 1000000000)
BEGIN;
INSERT INTO idempotency_keys (caller, route, key, fingerprint, status) VALUES ('user:2', 'POST /tickets', :one::text || '-' || :two::text || '-' || clock_timestamp(), '\x00', 201) ON CONFLICT DO NOTHING;
SELECT l.user_id AS chosen FROM manager_loads l JOIN users u ON u.id = l.user_id WHERE l.user_id IN (SELECT user_id FROM property_managers WHERE property_id = :property) ORDER BY l.user_id FOR NO KEY UPDATE OF l;
UPDATE manager_loads SET load = load + 1, last_assigned_at = now() WHERE user_id = 2 + :one % 4;
UPDATE property_counters SET last_number = last_number + 1 WHERE property_id = :property RETURNING last_number AS counted \gset
INSERT INTO tickets (number, kind, title, description, search, status, priority, category_id, property_id, room_id, reporter_id, assignee_id, holder_id, next, due_at, first_response_due_at) SELECT 'P' || lpad(:property::text, 3, '0') || '-' || :counted, 'request', 'Tap in the bathroom drips', 'About once a second, also when it is closed firmly. It began yesterday evening.', 'p-' || :counted || ' tap in the bathroom drips about once a second, also when it is closed firmly. it began yesterday evening.', 'open', 3, id, :property, :room, 2, 2, 2, 'assign', now() + interval '8 hours', now() + interval '1 hour' FROM categories WHERE key = 'plumbing' RETURNING id AS ticket \gset
INSERT INTO history (class, at, id, actor_id, entity_type, entity_id, ticket_id, property_id, action, changes, reason, salts, digests, hash) SELECT 'ticket', now(), nextval('history_id_seq'), 2, 'ticket', :ticket, :ticket, :property, action, '{"number": [null, "P001-1042"], "status": [null, "open"], "priority": [null, "high"]}', '{}', '{}', '{}', '\x00' FROM unnest(ARRAY['ticket.created', 'ticket.assigned']) AS action;
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'reactions.react', 0, NULL, NULL, '{"ticket_id": 1}', NULL), ROW('default', 'reactions.react', 0, NULL, NULL, '{"ticket_id": 1}', NULL)]::procrastinate_job_to_defer_v1[]);
COMMIT;
