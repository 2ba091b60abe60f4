"""Who may ask what: every route, in every role, whosever the thing is. In brackets: what it is about.

Columns: the caller's own · somebody else's of the same property · another property's · signed out. In each: super
admin, manager, staff, guest, executive. `+` and `-`: a list has it, or hasn't. One vector alone holds for all three.
Of links and codes, "own" is a good one, the others are forged, of another kind, or have ended.
"""

from collections.abc import Mapping
from typing import Final

# fmt: off
TABLE: Final[Mapping[str, tuple[str, ...]]] = {
    # Tickets: own = reported by oneself
    "GET /tickets":
        ("  +   +   +   +   +", "  +   +   +   -   +", "  +   -   -   -   -", "401"),
    "GET /tickets/counts":
        ("  +   +   +   +   +", "  +   +   +   -   +", "  +   -   -   -   -", "401"),
    "POST /tickets":
        ("201 201 201 201 201", "201 201 201 422 201", "201 422 422 422 422", "401"),
    "POST /tickets (on behalf of a caller)":
        ("201 201 201 403 403", "201 201 201 403 403", "201 422 422 422 422", "401"),
    "GET /tickets/{ticket_id}":
        ("200 200 200 200 200", "200 200 200 404 200", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (title)":
        ("200 200 200 200 200", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (title, once begun)":
        ("200 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (priority)":
        ("200 200 200 403 403", "200 200 200 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (room)":
        ("200 200 200 403 403", "200 200 200 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (assignee)":
        ("200 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (due time)":
        ("200 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (begin)":
        ("200 200 200 403 403", "200 200 200 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (resolve)":
        ("200 200 200 403 403", "200 200 200 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (resolve, once begun)":
        ("200 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (cancel)":
        ("200 200 200 200 200", "200 200 200 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (confirm)":
        ("200 200 200 200 200", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (reopen)":
        ("200 200 200 200 200", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (revive)":
        ("200 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /tickets/{ticket_id} (rate)":
        ("200 200 200 200 200", "403 403 403 404 403", "403 404 404 404 404", "401"),
    "POST /tickets/{ticket_id}/undo":
        ("200 200 200 200 200", "409 409 409 404 409", "409 404 404 404 404", "401"),
    "POST /tickets/bulk":
        ("200 200 200 200 200", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "GET /tickets/{ticket_id}/history":
        ("200 200 200 200 200", "200 200 200 404 200", "200 404 404 404 404", "401"),
    "GET /tickets/{ticket_id}/comments":
        ("200 200 200 200 200", "200 200 200 404 200", "200 404 404 404 404", "401"),
    "POST /tickets/{ticket_id}/comments":
        ("201 201 201 201 201", "201 201 201 404 403", "201 404 404 404 404", "401"),
    "POST /tickets/{ticket_id}/comments (internal)":
        ("201 201 201 403 201", "201 201 201 404 403", "201 404 404 404 404", "401"),
    "PATCH /comments/{comment_id}":
        ("200 200 200 200 200", "403 403 403 404 403", "403 404 404 404 404", "401"),
    "PATCH /comments/{comment_id} (by another)":
        ("403 403 403 403 403", "403 403 403 404 403", "403 404 404 404 404", "401"),
    "PATCH /comments/{comment_id} (internal, by another)":
        ("403 403 403 404 403", "403 403 403 404 403", "403 404 404 404 404", "401"),
    "DELETE /comments/{comment_id}":
        ("204 204 204 204 204", "403 403 403 404 403", "403 404 404 404 404", "401"),
    "DELETE /comments/{comment_id} (internal, by another)":
        ("403 403 403 404 403", "403 403 403 404 403", "403 404 404 404 404", "401"),
    "GET /tickets/{ticket_id}/attachments":
        ("200 200 200 200 200", "200 200 200 404 200", "200 404 404 404 404", "401"),
    "POST /tickets/{ticket_id}/attachments":
        ("201 201 201 201 201", "201 201 201 404 403", "201 404 404 404 404", "401"),
    "GET /attachments/{attachment_id}":
        ("302 302 302 302 302", "302 302 302 404 302", "302 404 404 404 404", "401"),
    "GET /attachments/{attachment_id} (internal)":
        ("302 302 302 404 302", "302 302 302 404 302", "302 404 404 404 404", "401"),
    "DELETE /attachments/{attachment_id}":
        ("204 204 204 204 204", "204 204 403 404 403", "204 404 404 404 404", "401"),
    "DELETE /attachments/{attachment_id} (by another)":
        ("204 204 403 403 403", "204 204 403 404 403", "204 404 404 404 404", "401"),
    "DELETE /attachments/{attachment_id} (internal)":
        ("204 204 403 404 403", "204 204 403 404 403", "204 404 404 404 404", "401"),
    "GET /files/{token}":
        ("200 200 200 200 200", "404 404 404 404 404", "404 404 404 404 404", "200"),

    # Without an account: whoever has the code or the link, signed in or not
    "GET /q/{room_token}":
        ("200 200 200 200 200", "404 404 404 404 404", "404 404 404 404 404", "200"),
    "POST /q/{room_token}/tickets":
        ("201 201 201 201 201", "404 404 404 404 404", "404 404 404 404 404", "201"),
    "GET /f/{follow_token}":
        ("200 200 200 200 200", "404 404 404 404 404", "404 404 404 404 404", "200"),
    "PATCH /f/{follow_token}":
        ("200 200 200 200 200", "404 404 404 404 404", "404 404 404 404 404", "200"),
    "POST /f/{follow_token}/undo":
        ("200 200 200 200 200", "404 404 404 404 404", "404 404 404 404 404", "200"),
    "POST /f/{follow_token}/comments":
        ("201 201 201 201 201", "404 404 404 404 404", "404 404 404 404 404", "201"),
    "POST /f/{follow_token}/attachments":
        ("201 201 201 201 201", "404 404 404 404 404", "404 404 404 404 404", "201"),

    # Tasks: own = given to oneself; nobody gives tasks to guests or to a super admin who belongs nowhere
    "POST /assign-task":
        ("422 201 201 403 403", "201 201 403 403 403", "201 422 422 403 403", "401"),
    "GET /tasks":
        ("  +   +   +   -   +", "  -   -   -   -   -", "  -   -   -   -   -", "401"),
    "GET /tasks (managed)":
        ("  +   +   -   -   +", "  +   +   -   -   +", "  +   -   -   -   -", "401"),
    "POST /tasks":
        ("422 201 201 403 403", "201 201 403 403 403", "201 422 422 403 403", "401"),
    "GET /tasks/{task_id}":
        ("200 200 200 404 200", "200 200 404 404 200", "200 404 404 404 404", "401"),
    "PATCH /tasks/{task_id} (title)":
        ("200 200 403 404 403", "200 200 404 404 403", "200 404 404 404 404", "401"),
    "PATCH /tasks/{task_id} (begin)":
        ("200 200 200 404 403", "403 403 404 404 403", "403 404 404 404 404", "401"),
    "PATCH /tasks/{task_id} (cancel)":
        ("200 200 403 404 403", "200 200 404 404 403", "200 404 404 404 404", "401"),
    "PATCH /tasks/{task_id} (people)":
        ("200 200 403 404 403", "200 200 404 404 403", "200 404 404 404 404", "401"),
    "PATCH /tasks/{task_id} (minutes)":
        ("200 200 200 404 403", "200 200 404 404 403", "200 404 404 404 404", "401"),
    "DELETE /tasks/{task_id}":
        ("204 204 403 404 403", "204 204 404 404 403", "204 404 404 404 404", "401"),
    "POST /tasks/{task_id}/start":
        ("200 200 200 404 403", "403 403 404 404 403", "403 404 404 404 404", "401"),
    "POST /tasks/{task_id}/complete":
        ("200 200 200 404 403", "403 403 404 404 403", "403 404 404 404 404", "401"),
    "POST /tasks/{task_id}/decline":
        ("204 204 204 404 403", "403 403 404 404 403", "403 404 404 404 404", "401"),

    # Properties, and making rooms there: own = one's own, other's = one to which one merely belongs
    "GET /properties":
        ("  +   +   +   +   +", "  +   +   +   +   +", "  +   -   -   -   -", "401"),
    "POST /properties":
        ("201 403 403 403 403", "401"),
    "GET /properties/{property_id}":
        ("200 200 200 200 200", "200 200 200 200 200", "200 404 404 404 404", "401"),
    "PATCH /properties/{property_id}":
        ("200 200 403 403 403", "200 403 403 403 403", "200 404 404 404 404", "401"),
    "DELETE /properties/{property_id}":
        ("204 403 403 403 403", "204 403 403 403 403", "204 404 404 404 404", "401"),
    "POST /properties/{property_id}/rooms":
        ("201 201 403 403 403", "201 403 403 403 403", "201 404 404 404 404", "401"),
    "POST /properties/{property_id}/rooms/import":
        ("200 200 403 403 403", "200 403 403 403 403", "200 404 404 404 404", "401"),

    # Rooms: own = the guest's room, other's = another of the same property
    "GET /properties/{property_id}/rooms":
        ("  +   +   +   +   +", "  +   +   +   -   +", "  + 404 404 404 404", "401"),
    "GET /properties/{property_id}/rooms/{room_id}":
        ("200 200 200 200 200", "200 200 200 404 200", "200 404 404 404 404", "401"),
    "PUT /properties/{property_id}/rooms/{room_id}":
        ("200 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /properties/{property_id}/rooms/{room_id}":
        ("200 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /properties/{property_id}/rooms/{room_id} (status)":
        ("200 200 200 403 403", "200 200 200 404 403", "200 404 404 404 404", "401"),
    "DELETE /properties/{property_id}/rooms/{room_id}":
        ("204 204 403 403 403", "204 204 403 404 403", "204 404 404 404 404", "401"),
    "GET /properties/{property_id}/rooms/{room_id}/qr":
        ("200 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "POST /properties/{property_id}/rooms/{room_id}/qr/rotate":
        ("200 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),

    # Who manages and who belongs there: own = oneself, other's = a colleague
    "GET /properties/{property_id}/managers/{user_id}":
        ("404 200 404 404 200", "200 200 200 404 200", "200 404 404 404 404", "401"),
    "PUT /properties/{property_id}/managers/{user_id}":
        ("422 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "DELETE /properties/{property_id}/managers/{user_id}":
        ("404 204 404 404 403", "204 204 403 404 403", "204 404 404 404 404", "401"),
    "GET /properties/{property_id}/users/{user_id}":
        ("404 404 200 200 404", "200 200 200 404 200", "200 404 404 404 404", "401"),
    "PUT /properties/{property_id}/users/{user_id}":
        ("200 200 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "DELETE /properties/{property_id}/users/{user_id}":
        ("404 404 403 403 404", "204 204 403 404 403", "204 404 404 404 404", "401"),

    # People: own = oneself, other's = a member of staff of the same property; one adds people to one's properties
    "GET /users":
        ("  +   +   +   +   +", "  +   +   +   -   +", "  +   -   -   -   -", "401"),
    "POST /users (staff)":
        ("201 201 403 403 403", "201 403 403 403 403", "201 422 403 403 403", "401"),
    "POST /users (super admin)":
        ("201 403 403 403 403", "201 403 403 403 403", "201 403 403 403 403", "401"),
    "GET /users/{user_id}":
        ("200 200 200 200 200", "200 200 200 404 200", "200 404 404 404 404", "401"),
    "PATCH /users/{user_id} (name)":
        ("200 200 200 200 200", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /users/{user_id} (department)":
        ("403 403 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /users/{user_id} (password)":
        ("403 403 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /users/{user_id} (activity)":
        ("403 403 403 403 403", "200 200 403 404 403", "200 404 404 404 404", "401"),
    "PATCH /users/{user_id} (super admin)":
        ("200 403 403 403 403", "200 403 403 404 403", "200 404 404 404 404", "401"),
    "DELETE /users/{user_id}":
        ("403 403 403 403 403", "204 204 403 404 403", "204 404 404 404 404", "401"),

    # Of the whole installation
    "GET /roles":                          ("200 200 403 403 200", "401"),
    "GET /departments":                    ("200 200 200 403 200", "401"),
    "POST /departments":                   ("201 403 403 403 403", "401"),
    "PATCH /departments/{department_id}":  ("200 403 403 403 403", "401"),
    "DELETE /departments/{department_id}": ("204 403 403 403 403", "401"),
    "GET /categories":                     ("200 200 200 200 200", "401"),
    "POST /categories":                    ("201 403 403 403 403", "401"),
    "PATCH /categories/{category_id}":     ("200 403 403 403 403", "401"),
    "DELETE /categories/{category_id}":    ("204 403 403 403 403", "401"),
    "GET /history":                        ("200 403 403 403 403", "401"),

    # What one was told. Own = told to oneself of what one sees; others' = told to a colleague; elsewhere = told to
    # oneself of a ticket that one no longer sees
    "GET /notifications":
        ("  +   +   +   +   +", "  -   -   -   -   -", "  +   -   -   -   -", "401"),
    "PATCH /notifications/{notification_id}":
        ("200 200 200 200 200", "404 404 404 404 404", "200 404 404 404 404", "401"),
    "GET /notifications/counts":            ("200 200 200 200 200", "401"),
    "POST /notifications/read":             ("200 200 200 200 200", "401"),
    "GET /notifications/preferences":       ("200 200 200 200 200", "401"),
    "PATCH /notifications/preferences":     ("200 200 200 200 200", "401"),
    "GET /tickets/{ticket_id}/watchers":
        ("200 200 200 200 200", "200 200 200 404 200", "200 404 404 404 404", "401"),
    "PUT /tickets/{ticket_id}/watch":
        ("204 204 204 204 204", "204 204 204 404 204", "204 404 404 404 404", "401"),
    "DELETE /tickets/{ticket_id}/watch":
        ("204 204 204 204 204", "204 204 204 404 204", "204 404 404 404 404", "401"),
    "GET /tickets/{ticket_id}/mentionable":
        ("200 200 200 200 200", "200 200 200 404 200", "200 404 404 404 404", "401"),
    "GET /tickets/{ticket_id}/mentionable (internal)":
        ("200 200 200 403 200", "200 200 200 404 200", "200 404 404 404 404", "401"),

    # Deliveries, jobs, and the guards: whoever runs the installation
    "GET /deliveries":                      ("200 403 403 403 403", "401"),
    "GET /deliveries/counts":               ("200 403 403 403 403", "401"),
    "GET /deliveries/{delivery_id}":        ("200 403 403 403 403", "401"),
    "POST /deliveries/{delivery_id}/replay": ("200 403 403 403 403", "401"),
    "POST /deliveries/replay":              ("200 403 403 403 403", "401"),
    "GET /jobs":                            ("200 403 403 403 403", "401"),
    "GET /jobs/counts":                     ("200 403 403 403 403", "401"),
    "GET /jobs/{job_id}":                   ("200 403 403 403 403", "401"),
    "POST /jobs/{job_id}/retry":            ("200 403 403 403 403", "401"),
    "GET /summaries":                       ("200 403 403 403 403", "401"),
    "GET /summaries/preview":               ("200 403 403 403 403", "401"),
    "POST /summaries/send":                 ("200 403 403 403 403", "401"),
    "GET /settings/notifications":          ("200 403 403 403 403", "401"),
    "PATCH /settings/notifications":        ("200 403 403 403 403", "401"),

    # Devices that take one's pushes; the settings of SMS and pushes; what Twilio alone may call, which signs
    "GET /devices":
        ("  +   +   +   +   +", "  -   -   -   -   -", "  -   -   -   -   -", "401"),
    "POST /devices":                        ("201 201 201 201 201", "401"),
    "DELETE /devices/{device_id}":
        ("204 204 204 204 204", "404 404 404 404 404", "404 404 404 404 404", "401"),
    "GET /push/key":                        ("200 200 200 200 200", "401"),
    "GET /settings/sms":                    ("200 403 403 403 403", "401"),
    "PATCH /settings/sms":                  ("200 403 403 403 403", "401"),
    "POST /settings/sms/test":              ("200 403 403 403 403", "401"),
    "GET /settings/push":                   ("200 403 403 403 403", "401"),
    "PATCH /settings/push":                 ("200 403 403 403 403", "401"),
    "POST /settings/push/test":             ("200 403 403 403 403", "401"),
    "POST /sms/inbound":                    ("403 403 403 403 403", "403"),
    "POST /sms/status":                     ("403 403 403 403 403", "403"),

    # The settings of e-mail and the templates; ending mail by a link; the mailbox of a development machine
    "GET /settings/email":                  ("200 403 403 403 403", "401"),
    "PATCH /settings/email":                ("200 403 403 403 403", "401"),
    "POST /settings/email/test":            ("200 403 403 403 403", "401"),
    "GET /settings/email/templates":        ("200 403 403 403 403", "401"),
    "GET /settings/email/templates/{key}":  ("200 403 403 403 403", "401"),
    "PUT /settings/email/templates/{key}":  ("200 403 403 403 403", "401"),
    "DELETE /settings/email/templates/{key}": ("204 403 403 403 403", "401"),
    "POST /settings/email/templates/{key}/preview": ("200 403 403 403 403", "401"),
    "GET /unsubscribe/{token}":
        ("200 200 200 200 200", "404 404 404 404 404", "404 404 404 404 404", "200"),
    "POST /unsubscribe/{token}":
        ("200 200 200 200 200", "404 404 404 404 404", "404 404 404 404 404", "200"),
    "GET /dev/mail":                        ("open open open open open", "open"),
    "GET /dev/mail/{name}":                 ("open open open open open", "open"),

    # Signing in
    "POST /register":                      ("201 201 201 201 201", "201"),
    "POST /login":                         ("200 200 200 200 200", "200"),
    "POST /logout":                        ("204 204 204 204 204", "401"),
    "GET /verify-token":                   ("200 200 200 200 200", "401"),
    "POST /me/password":                   ("204 204 204 204 204", "401"),
    "POST /me/email-verification":         ("204 204 204 204 204", "401"),
    "POST /token/refresh":
        ("200 200 200 200 200", "401 401 401 401 401", "401 401 401 401 401", "401"),
    "POST /invitations/{token}":
        ("200 200 200 200 200", "404 404 404 404 404", "404 404 404 404 404", "200"),
    "POST /email-verifications/{token}":
        ("204 204 204 204 204", "404 404 404 404 404", "404 404 404 404 404", "204"),

    # Pages, and what machines ask: everybody's
    "GET /":                               ("open open open open open", "open"),
    "GET /app/":                           ("open open open open open", "open"),
    "GET /app/{path}":                     ("open open open open open", "open"),
    "GET /openapi.json":                   ("open open open open open", "open"),
    "GET /docs":                           ("open open open open open", "open"),
    "GET /docs/assets/own/{name}":         ("open open open open open", "open"),
    "GET /docs/assets/{path}":             ("open open open open open", "open"),
    "GET /health/live":                    ("open open open open open", "open"),
    "GET /health/ready":                   ("open open open open open", "open"),
    "GET /metrics":                        ("open open open open open", "open"),
}
# fmt: on
