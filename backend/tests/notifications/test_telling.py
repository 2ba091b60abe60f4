"""Who is told of what happened: each who should know, once, as what concerns them most; nobody else."""

from app.events import record
from app.events.types import TicketAttached
from app.models import Channel, Json
from app.services import comments
from app.services.tasks import editing, making, moving
from app.services.tickets import handing_on
from app.services.tickets.report import Caller
from tests import factories, phones
from tests.notifications.stage import Stage, deliveries, execute, scalar, told


def test_a_report_reaches_the_manager_who_gets_it_and_not_the_guest_who_wrote_it(stage: Stage) -> None:
    ticket_id = stage.report(stage.guest)
    stage.react()
    assert told(ticket_id) == {(stage.manager.id, "ticket_assigned")}


def test_a_report_on_somebodys_behalf_is_confirmed_to_them(stage: Stage) -> None:
    ticket_id = stage.report(stage.staff, on_behalf_of=Caller(user_id=stage.guest.id))
    stage.react()
    assert told(ticket_id) == {(stage.manager.id, "ticket_assigned"), (stage.guest.id, "ticket_created")}


def test_a_comment_reaches_reporter_manager_worker_and_watcher_but_not_its_author(stage: Stage) -> None:
    ticket_id = stage.ticket()
    worker, watcher = stage.person("staff", belongs=[stage.property_id]), stage.other_manager
    factories.task(ticket_id, stage.property_id, stage.manager.id, [worker.id])
    execute("INSERT INTO ticket_watchers (ticket_id, user_id) VALUES (:t, :u)", t=ticket_id, u=watcher.id)
    stage.comment(stage.manager, ticket_id)
    stage.react()
    assert told(ticket_id) == {(one.id, "ticket_commented") for one in (stage.guest, worker, watcher)}


def test_whoever_is_done_with_their_task_is_no_longer_told(stage: Stage) -> None:
    ticket_id = stage.ticket()
    factories.task(ticket_id, stage.property_id, stage.manager.id, [stage.staff.id], status="completed")
    stage.comment(stage.guest, ticket_id)
    stage.react()
    assert told(ticket_id) == {(stage.manager.id, "ticket_commented")}


def test_a_staff_note_reaches_nobody_without_the_internal_side_in_no_channel(stage: Stage) -> None:
    ticket_id = stage.ticket()
    stage.comment(stage.staff, ticket_id, f"@[Guest](user:{stage.guest.id}) is difficult.", internal=True)
    stage.work()
    assert told(ticket_id) == {(stage.manager.id, "ticket_commented")}
    assert [message.to for message in stage.mail.messages] == [stage.manager.email]


def test_a_mention_is_the_most_personal_and_is_only_for_those_who_see_the_ticket(stage: Stage) -> None:
    ticket_id = stage.ticket()
    names = (stage.manager, stage.staff, stage.outsider)
    stage.comment(stage.guest, ticket_id, " ".join(f"@[{one.name}](user:{one.id})" for one in names))
    stage.react()
    assert told(ticket_id) == {(stage.manager.id, "mentioned"), (stage.staff.id, "mentioned")}


def test_at_most_twenty_are_mentioned_by_a_comment(stage: Stage) -> None:
    ticket_id = stage.ticket()
    crowd = [stage.person("staff", belongs=[stage.property_id]) for _ in range(22)]
    stage.comment(stage.manager, ticket_id, " ".join(f"@[{one.name}](user:{one.id})" for one in crowd))
    stage.react()
    assert {user_id for user_id, kind in told(ticket_id) if kind == "mentioned"} == {one.id for one in crowd[:20]}


def test_a_mention_that_is_added_later_tells_only_who_is_new(stage: Stage) -> None:
    ticket_id = stage.ticket()
    first = f"@[A](user:{stage.staff.id})"
    comment_id = stage.comment(stage.manager, ticket_id, first)
    stage.react()
    second = f"{first} @[B](user:{stage.other_manager.id})"
    stage.do(stage.manager, lambda session, actor: comments.edit(session, actor, comment_id, second))
    stage.react()
    mentions = [user_id for user_id, kind in told(ticket_id) if kind == "mentioned"]
    assert sorted(mentions) == sorted([stage.staff.id, stage.other_manager.id])
    assert (
        scalar("SELECT count(*) FROM notifications WHERE comment_id = :id AND kind = 'mentioned'", id=comment_id) == 2
    )


def test_a_critical_ticket_reaches_every_manager_of_the_property_and_nobody_who_only_looks(stage: Stage) -> None:
    ticket_id = stage.ticket()
    stage.patch(stage.staff, ticket_id, priority=4)
    stage.react()
    managers = {(stage.manager.id, "ticket_critical"), (stage.other_manager.id, "ticket_critical")}
    assert told(ticket_id) == managers
    stage.forget_jobs()
    stage.comment(stage.guest, ticket_id)
    stage.react()
    assert told(ticket_id) - managers == {
        (stage.manager.id, "ticket_commented"),
        (stage.other_manager.id, "ticket_commented"),
    }


def test_a_report_that_is_critical_from_the_start_tells_its_manager_that_it_is_theirs(stage: Stage) -> None:
    ticket_id = stage.report(stage.staff, priority=4)
    stage.react()
    assert told(ticket_id) == {(stage.manager.id, "ticket_assigned"), (stage.other_manager.id, "ticket_critical")}


def test_a_ticket_that_nobody_can_take_alarms_the_super_admins_once(stage: Stage) -> None:
    admin = stage.person("super_admin")
    execute("UPDATE users SET away_until = now() + interval '1 day' WHERE id = ANY(:ids)",
            ids=[stage.manager.id, stage.other_manager.id])  # fmt: skip
    ticket_id = stage.report(stage.guest)
    stage.react(times=3)
    assert (admin.id, "ticket_unassigned") in told(ticket_id)
    stage.patch(admin, ticket_id, category_id=scalar("SELECT id FROM categories WHERE key = 'linen'"))
    stage.react()
    assert scalar("SELECT count(*) FROM notifications WHERE user_id = :id", id=admin.id) == 1


def test_a_ticket_that_a_manager_leaves_to_nobody_on_purpose_alarms_nobody(stage: Stage) -> None:
    admin = stage.person("super_admin")
    ticket_id = stage.ticket()
    stage.patch(stage.other_manager, ticket_id, assignee_id=None)
    stage.react()
    assert (admin.id, "ticket_unassigned") not in told(ticket_id)
    assert (stage.manager.id, "ticket_edited") in told(ticket_id)


def test_a_ticket_that_is_handed_on_reaches_whom_it_comes_to(stage: Stage) -> None:
    ticket_id = stage.ticket(assignee_by_person=False)
    execute("UPDATE users SET away_until = now() + interval '1 day' WHERE id = :id", id=stage.manager.id)
    stage.do(None, lambda session, _actor: handing_on.place(session, ticket_id))
    stage.react()
    assert told(ticket_id) == {(stage.other_manager.id, "ticket_assigned"), (stage.manager.id, "ticket_edited")}


def test_a_task_tells_those_who_get_it_and_those_who_lose_it(stage: Stage) -> None:
    ticket_id = stage.ticket()
    wanted = making.Assignment(ticket_id, (stage.staff.id,))
    task_id = stage.do(stage.manager, lambda session, actor: making.assign(session, actor, wanted))
    stage.react()
    assert told(ticket_id) == {(stage.staff.id, "task_assigned")}
    mate = stage.person("staff", belongs=[stage.property_id])
    change = {"user_ids": (mate.id,)}
    stage.do(stage.manager, lambda session, actor: editing.edit(session, actor, task_id, change, None, dict))
    stage.react()
    assert told(ticket_id) == {
        (stage.staff.id, "task_assigned"),
        (stage.staff.id, "task_moved"),
        (mate.id, "task_assigned"),
    }


def test_work_on_a_task_is_told_to_the_manager_and_never_to_the_guest(stage: Stage) -> None:
    ticket_id = stage.ticket(status="in_progress")
    task_id = factories.task(ticket_id, stage.property_id, stage.manager.id, [stage.staff.id])
    stage.do(stage.staff, lambda session, actor: moving.start(session, actor, task_id))
    stage.do(stage.staff, lambda session, actor: moving.complete(session, actor, task_id, moving.Spent()))
    stage.react()
    assert told(ticket_id) == {(stage.manager.id, "task_started"), (stage.manager.id, "task_completed")}


def test_a_task_without_a_ticket_is_told_too(stage: Stage) -> None:
    wanted = making.NewTask("Count the towels", property_id=stage.property_id, user_ids=(stage.staff.id,))
    task_id = stage.do(stage.manager, lambda session, actor: making.create(session, actor, wanted))
    stage.work()
    assert scalar("SELECT kind FROM notifications WHERE task_id = :id", id=task_id) == "task_assigned"
    assert [message.to for message in stage.mail.messages] == [stage.staff.email]


def test_files_are_told_by_themselves_and_those_of_a_comment_with_the_comment(stage: Stage) -> None:
    ticket_id = stage.ticket()
    comment_id = stage.comment(stage.staff, ticket_id)
    attached(stage, ticket_id, factories.attachment(ticket_id, stage.staff.id, comment_id=comment_id))
    stage.react()
    assert (stage.manager.id, "ticket_attached") not in told(ticket_id)
    attached(stage, ticket_id, factories.attachment(ticket_id, stage.staff.id))
    stage.react()
    assert (stage.manager.id, "ticket_attached") in told(ticket_id)
    assert (stage.guest.id, "ticket_attached") not in told(ticket_id)


def attached(stage: Stage, ticket_id: int, attachment_id: int) -> None:
    """The event of a file."""
    files: dict[str, Json] = {"attachments": [None, [{"id": attachment_id, "name": "note.txt"}]]}
    event = TicketAttached(ticket_id, ticket_id, stage.property_id, files)
    stage.do(stage.staff, lambda session, actor: record(session, actor, event))


def test_whoever_may_no_longer_see_a_ticket_that_they_watch_is_not_told(stage: Stage) -> None:
    ticket_id = stage.ticket()
    execute("INSERT INTO ticket_watchers (ticket_id, user_id) VALUES (:t, :u)", t=ticket_id, u=stage.outsider.id)
    stage.comment(stage.guest, ticket_id)
    stage.react()
    assert told(ticket_id) == {(stage.manager.id, "ticket_commented")}


def test_a_reaction_that_comes_again_tells_nobody_twice(stage: Stage) -> None:
    ticket_id = stage.ticket()
    stage.comment(stage.guest, ticket_id)
    stage.react()
    execute("UPDATE ticket_cursors SET handled_id = 0 WHERE ticket_id = :id", id=ticket_id)
    stage.react(times=3)
    assert told(ticket_id) == {(stage.manager.id, "ticket_commented")}
    stage.send()
    assert len(stage.mail.messages) == 1
    assert deliveries(stage.manager.id, Channel.IN_APP) == [("sent", None)]


def test_a_contact_is_told_by_sms_with_consent_where_no_mail_reaches_them(stage: Stage) -> None:
    contact_id = factories.contact("never.proven@example.com")
    ticket_id = stage.ticket(reporter_id=contact_id)
    stage.comment(stage.manager, ticket_id)
    stage.work()
    assert stage.mail.messages == []
    assert stage.sms.messages == []
    phones.agreed(contact_id, "+491701234567")
    phones.typed(contact_id, "+49 170 1234567")
    stage.comment(stage.manager, ticket_id)
    stage.work()
    assert [message.to for message in stage.sms.messages] == ["+491701234567"]
    execute("UPDATE users SET email_verified_at = now() WHERE id = :id", id=contact_id)
    stage.comment(stage.manager, ticket_id)
    stage.work()
    assert [message.to for message in stage.mail.messages] == ["never.proven@example.com"]
    assert len(stage.sms.messages) == 1
