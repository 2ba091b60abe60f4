"""History: partitioned by class, the latter two by month; guarded; kept by the owner's functions.

Revision: 0003
After: 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLE = """
CREATE SEQUENCE history_id_seq AS bigint;

CREATE TABLE history (
    class text NOT NULL,
    at timestamptz NOT NULL,
    id bigint NOT NULL,
    actor_id bigint,
    entity_type text NOT NULL,
    entity_id bigint NOT NULL,
    ticket_id bigint,
    property_id bigint,
    internal boolean NOT NULL DEFAULT false,
    action text NOT NULL,
    changes jsonb NOT NULL,
    reason jsonb,
    request_id text,
    ip text,
    schema_version integer NOT NULL DEFAULT 1,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    salts jsonb NOT NULL,
    digests jsonb NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT history_pkey PRIMARY KEY (class, at, id)
) PARTITION BY LIST (class);

CREATE TABLE history_ticket PARTITION OF history FOR VALUES IN ('ticket');
CREATE TABLE history_security PARTITION OF history FOR VALUES IN ('security') PARTITION BY RANGE (at);
CREATE TABLE history_security_default PARTITION OF history_security DEFAULT;
CREATE TABLE history_system PARTITION OF history FOR VALUES IN ('system') PARTITION BY RANGE (at);
CREATE TABLE history_system_default PARTITION OF history_system DEFAULT;

CREATE INDEX history_ticket_id_id_idx ON history (ticket_id, id);
CREATE INDEX history_entity_type_entity_id_id_idx ON history (entity_type, entity_id, id);
CREATE INDEX history_at_id_idx ON history (at, id);
CREATE INDEX history_actor_id_id_idx ON history (actor_id, id);
"""

GUARD = """
CREATE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('modern_management.history_keeper', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON history FOR EACH ROW EXECUTE FUNCTION history_refuse();

-- Row triggers come to partitions by themselves, those of TRUNCATE don't.
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON history EXECUTE FUNCTION history_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON history_ticket EXECUTE FUNCTION history_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON history_security EXECUTE FUNCTION history_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON history_security_default EXECUTE FUNCTION history_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON history_system EXECUTE FUNCTION history_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON history_system_default EXECUTE FUNCTION history_refuse();
"""

# The owner's functions: the application may call them and nothing else of the kind.
KEEPER = """
CREATE FUNCTION history_make_months(months_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    class_name text;
    month date;
    partition_name text;
    made integer := 0;
BEGIN
    IF months_ahead NOT BETWEEN 0 AND 24 THEN
        RAISE EXCEPTION 'months_ahead must lie between 0 and 24';
    END IF;
    FOREACH class_name IN ARRAY ARRAY['security', 'system'] LOOP
        FOR step IN 0..months_ahead LOOP
            month := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => step))::date;
            partition_name := format('history_%s_%s', class_name, to_char(month, 'YYYYMM'));
            IF to_regclass('public.' || partition_name) IS NULL THEN
                PERFORM public.history_make_month(class_name, partition_name, month);
                made := made + 1;
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;

-- Rows of that month that already lie in the default partition move into the new one.
CREATE FUNCTION history_make_month(class_name text, partition_name text, month date) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    first_moment timestamptz := month::timestamp AT TIME ZONE 'UTC';
    next_moment timestamptz := (month + interval '1 month')::timestamp AT TIME ZONE 'UTC';
    default_name text := format('history_%s_default', class_name);
BEGIN
    PERFORM set_config('modern_management.history_keeper', 'on', true);
    EXECUTE format('LOCK TABLE public.%I IN ACCESS EXCLUSIVE MODE', default_name);
    EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
        partition_name, default_name);
    EXECUTE format('WITH moved AS (DELETE FROM public.%I WHERE at >= $1 AND at < $2 RETURNING *)
        INSERT INTO public.%I SELECT * FROM moved', default_name, partition_name) USING first_moment, next_moment;
    EXECUTE format('ALTER TABLE public.history_%s ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
        class_name, partition_name, first_moment, next_moment);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.%I EXECUTE FUNCTION public.history_refuse()',
        partition_name);
    PERFORM set_config('modern_management.history_keeper', 'off', true);
END $$;

CREATE FUNCTION history_drop_months(class_name text, before date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    item record;
    dropped integer := 0;
BEGIN
    IF class_name NOT IN ('security', 'system') THEN
        RAISE EXCEPTION 'a ticket''s history lives as long as the ticket';
    END IF;
    FOR item IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = format('public.history_%s', class_name)::regclass
          AND c.relname ~ format('^history_%s_[0-9]{6}$', class_name)
          AND to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= date_trunc('month', before)
    LOOP
        EXECUTE format('DROP TABLE public.%I', item.relname);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

-- What a person wrote and who they were goes: values and salts; the digests stay, so the hashes still verify.
CREATE FUNCTION history_erase_person(person bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE erased bigint;
BEGIN
    PERFORM set_config('modern_management.history_keeper', 'on', true);
    UPDATE public.history SET changes = '{}', reason = NULL, ip = NULL, request_id = NULL, salts = '{}'
     WHERE actor_id = person OR (entity_type = 'user' AND entity_id = person);
    GET DIAGNOSTICS erased = ROW_COUNT;
    PERFORM set_config('modern_management.history_keeper', 'off', true);
    RETURN erased;
END $$;

REVOKE ALL ON FUNCTION history_make_months(integer), history_make_month(text, text, date),
    history_drop_months(text, date), history_erase_person(bigint) FROM PUBLIC;
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statements in (TABLE, GUARD, KEEPER):
        op.get_bind().exec_driver_sql(statements.replace("%", "%%"))
    op.execute("SELECT history_make_months(3)")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TABLE history CASCADE")
    op.execute("DROP SEQUENCE history_id_seq")
    op.execute("DROP FUNCTION history_refuse(), history_make_months(integer), history_make_month(text, text, date)")
    op.execute("DROP FUNCTION history_drop_months(text, date), history_erase_person(bigint)")
