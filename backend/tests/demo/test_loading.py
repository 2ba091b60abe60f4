"""The demo is a whole, believable operation that the application itself could have written."""

import datetime as dt
import hashlib
import json

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from app.db import driver_url
from app.models import Attachment, History, Room, RoomClaim, Ticket, TicketStatus, User
from app.services.room_status import SEVERITY
from app.services.tickets.standing import settle
from app.services.transitions import MOVES
from app.storage.local import LocalStorage
from demo import ACCOUNTS, PASSWORD, NotEmpty, RefusedInProduction, load
from tests.demo.conftest import Demo
from tests.servers import Addresses

ROLES = ["super_admin", "manager", "staff", "guest"]


def counted(demo: Demo, statement: str) -> int:
    with demo.engine.connect() as connection:
        return connection.execute(text(statement)).scalar_one()


def test_it_has_the_size_that_it_promises(demo: Demo) -> None:
    assert (demo.summary.properties, demo.summary.rooms, demo.summary.people, demo.summary.tickets) == (
        3,
        240,
        60,
        1500,
    )
    assert counted(demo, "SELECT count(*) FROM rooms") == 240
    assert counted(demo, "SELECT count(*) FROM users WHERE kind = 'account'") == 60
    assert counted(demo, "SELECT count(*) FROM tickets") == 1500
    assert 50 <= counted(demo, "SELECT count(*) FROM tickets WHERE status IN ('open', 'in_progress', 'on_hold')") <= 75


def test_its_accounts_sign_in_with_the_printed_password(demo: Demo) -> None:
    with demo.engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT email, key, password_hash FROM users JOIN roles ON roles.id = role_id WHERE email = ANY(:all)"
            ),
            {"all": list(ACCOUNTS)},
        ).all()
    assert {row.email: row.key for row in rows} == dict(zip(ACCOUNTS, ROLES, strict=True))
    assert all(PasswordHasher().verify(row.password_hash, PASSWORD) for row in rows)


def test_every_role_and_department_has_people_and_every_property_a_manager_of_each_trade(demo: Demo) -> None:
    assert counted(demo, "SELECT count(*) FROM roles WHERE id NOT IN (SELECT role_id FROM users)") == 0
    assert (
        counted(
            demo,
            "SELECT count(*) FROM departments"
            " WHERE id NOT IN (SELECT department_id FROM users WHERE department_id IS NOT NULL)",
        )
        == 0
    )
    for trade in ("engineering", "housekeeping", "front_desk", "it", "security"):
        assert (
            counted(
                demo,
                f"""SELECT count(DISTINCT property_id) FROM property_managers
                    JOIN users ON users.id = user_id JOIN departments ON departments.id = department_id
                    WHERE departments.key = '{trade}'""",
            )
            == 3
        )


def test_loads_counts_and_numbers_are_those_of_the_tickets(demo: Demo) -> None:
    differing = {
        "loads": """SELECT count(*) FROM manager_loads WHERE load <> (SELECT count(*) FROM tickets
                    WHERE assignee_id = user_id AND status IN ('open', 'in_progress', 'on_hold'))""",
        "comments": """SELECT count(*) FROM tickets WHERE (comment_count, public_comment_count) <>
                       (SELECT count(*), count(*) FILTER (WHERE NOT internal) FROM comments
                        WHERE ticket_id = tickets.id)""",
        "attachments": """SELECT count(*) FROM tickets WHERE (attachment_count, public_attachment_count) <>
                          (SELECT count(*), count(*) FILTER (WHERE NOT internal) FROM attachments
                           WHERE ticket_id = tickets.id)""",
        "numbers": """SELECT count(*) FROM property_counters JOIN properties ON properties.id = property_id
                      WHERE last_number <> (SELECT max(split_part(number, '-', 2)::int) FROM tickets
                                            WHERE property_id = properties.id)""",
        "cursors": """SELECT count(*) FROM ticket_cursors WHERE handled_id <>
                      (SELECT max(id) FROM history WHERE history.ticket_id = ticket_cursors.ticket_id)""",
        "currencies": """SELECT count(*) FROM tasks JOIN properties ON properties.id = property_id
                         WHERE cost_currency <> currency""",
        "places": """SELECT count(*) FROM tickets JOIN rooms ON rooms.id = room_id
                     WHERE rooms.property_id <> tickets.property_id""",
    }
    assert {what: counted(demo, statement) for what, statement in differing.items()} == dict.fromkeys(differing, 0)
    assert counted(demo, "SELECT count(*) FROM ticket_cursors") == 1500
    assert counted(demo, "SELECT count(*) FROM procrastinate_jobs") == 0


def test_who_has_a_ticket_follows_the_rule(demo: Demo) -> None:
    with Session(demo.engine) as session:
        for ticket in session.scalars(select(Ticket).where(Ticket.status != TicketStatus.CLOSED)).all():
            told = (ticket.holder_id, ticket.next)
            settle(session, ticket)
            assert (ticket.holder_id, ticket.next) == told, ticket.number
        session.rollback()
    assert counted(demo, "SELECT count(*) FROM tickets WHERE next <> 'none' AND status IN ('closed', 'cancelled')") == 0


def test_nothing_happens_in_the_future_or_before_its_cause(demo: Demo) -> None:
    assert counted(demo, "SELECT count(*) FROM history WHERE at > now()") == 0
    assert (
        counted(
            demo,
            """SELECT count(*) FROM tickets WHERE updated_at > now() OR created_at > updated_at
               OR resolved_at < created_at OR closed_at < resolved_at""",
        )
        == 0
    )
    assert (
        counted(
            demo,
            """SELECT count(*) FROM
               (SELECT at, lag(at) OVER (PARTITION BY ticket_id ORDER BY id) AS before FROM history) AS steps
               WHERE at < before""",
        )
        == 0
    )


def test_every_move_in_its_history_is_a_legal_one(demo: Demo) -> None:
    with demo.engine.connect() as connection:
        moves = connection.execute(
            text("SELECT DISTINCT changes->'status' AS move FROM history WHERE action = 'ticket.moved'")
        ).scalars()
        pairs = {(TicketStatus(before), TicketStatus(after)) for before, after in moves}
    assert pairs <= MOVES.keys()
    assert len(pairs) >= 7


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def frame(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def test_its_history_verifies_with_the_published_program(demo: Demo) -> None:
    header = (
        "action actor_id class entity_id entity_type id internal property_id schema_version ticket_id".replace(
            "class", "class_"
        )
    ).split()
    with Session(demo.engine) as session:
        rows = session.scalars(select(History).where(History.id % 7 == 0)).all()
        assert len(rows) > 1000
        for row in rows:
            values = {f"changes.{name}": value for name, value in row.changes.items()}
            values |= {"reason": row.reason} if row.reason is not None else {}
            shown = {name.rstrip("_"): getattr(row, name) for name in header}
            shown["at"] = row.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            hashed = hashlib.sha256(frame(b"modern-management/history/1") + frame(canonical(shown)))
            for name in sorted(values):
                digest = hashlib.sha256(bytes.fromhex(str(row.salts[name])) + canonical(values[name]))
                assert digest.hexdigest() == row.digests[name]
                hashed.update(frame(name.encode()) + frame(digest.digest()))
            assert hashed.digest() == row.hash


def test_rooms_stand_as_their_claims_ask(demo: Demo) -> None:
    with Session(demo.engine) as session:
        claims = session.scalars(select(RoomClaim)).all()
        assert claims
        for room in session.scalars(select(Room)).all():
            wanted = [room.base_status, *(claim.status for claim in claims if claim.room_id == room.id)]
            assert room.status == max(wanted, key=[str(one) for one in SEVERITY].index)


def test_each_photo_has_bytes_of_its_own(demo: Demo) -> None:
    with Session(demo.engine) as session:
        photos = session.scalars(select(Attachment)).all()
    assert len(photos) > 300
    assert len({photo.storage_key for photo in photos}) == len(photos)
    for photo in photos[:20]:
        with demo.storage.open(photo.storage_key) as file:
            data = file.read()
        assert (len(data), hashlib.sha256(data).digest()) == (photo.size, photo.sha256)
        assert photo.thumbnail_key is not None
        assert demo.storage.exists(photo.thumbnail_key)


def test_new_rows_go_on_behind_the_demos(demo: Demo) -> None:
    with demo.engine.connect() as connection, connection.begin() as transaction:
        for table in ("users", "properties", "rooms", "tickets", "tasks", "comments", "attachments"):
            statement = f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) > max(id) FROM {table}"
            assert connection.execute(text(statement)).scalar_one(), table
        assert connection.execute(text("SELECT nextval('history_id_seq') > max(id) FROM history")).scalar_one()
        transaction.rollback()


def test_a_second_load_is_refused(demo: Demo) -> None:
    with demo.engine.connect() as connection, pytest.raises(NotEmpty, match="empty database only"):
        load(connection, demo.storage)


def test_production_is_refused(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    with demo.engine.connect() as connection, pytest.raises(RefusedInProduction):
        load(connection, demo.storage)


def test_the_same_moment_tells_the_same_story(
    server_addresses: Addresses, tmp_path_factory: pytest.TempPathFactory
) -> None:
    now = dt.datetime(2026, 3, 10, 13, 20, tzinfo=dt.UTC)
    told: list[object] = []
    for name in ("demo_once", "demo_again"):
        engine = create_engine(driver_url(server_addresses.create(name).application))
        with engine.begin() as connection:
            load(connection, LocalStorage(tmp_path_factory.mktemp(name)), now)
            told.append(
                [
                    connection.execute(statement).all()
                    for statement in (
                        select(*Ticket.__table__.columns),
                        select(User.id, User.name, User.email, User.created_at),
                        select(History.id, History.at, History.action, History.changes, History.reason),
                    )
                ]
            )
        engine.dispose()
        server_addresses.drop(name)
    assert told[0] == told[1]


def test_those_who_work_have_something_new_in_their_bell_and_nothing_has_left_the_house(demo: Demo) -> None:
    unread = (
        "SELECT count(*) FROM notifications JOIN users ON users.id = user_id"
        " WHERE shown AND read_at IS NULL AND email = '{}@demo.example'"
    )
    assert 1 <= counted(demo, unread.format("manager")) <= 40
    assert counted(demo, "SELECT count(*) FROM notifications WHERE read_at IS NOT NULL") > 0
    assert counted(demo, "SELECT count(*) FROM deliveries WHERE channel <> 'in_app' OR state <> 'sent'") == 0
