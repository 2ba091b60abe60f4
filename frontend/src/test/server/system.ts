// The System Console's side of the mock: settings, templates, the ledger, jobs, summaries, in the API's own shapes.
import { http, HttpResponse } from 'msw'
import type { DeliveryInFull } from '../../api/deliveries'
import type { EmailSettings } from '../../api/emailSettings'
import type { JobInFull } from '../../api/jobs'
import type { MailTemplate } from '../../api/mailTemplates'
import { manager, managerPermissions } from './data'
import { signedInAs } from './handlers'
import { page, url } from './urls'

export const admin = {
  ...manager,
  id: 1,
  email: 'admin@demo.example',
  name: 'Ingrid Sand',
  role: 'super_admin',
}

/** Whoever runs the installation is signed in. */
export const asAdmin = () => signedInAs(admin, [...managerPermissions, 'settings:manage'])

export const emailSettings = (over: Partial<EmailSettings> = {}): EmailSettings => ({
  enabled: true,
  server: 'smtp.example.org',
  port: 587,
  security: 'starttls',
  auth: 'password',
  username: 'tickets',
  password_set: true,
  oauth: { token_url: '', client_id: '', client_secret_set: false, refresh_token_set: false },
  sender_name: 'Barmbeker Hof',
  sender_email: 'tickets@example.org',
  reply_to: '',
  summary: { enabled: true, hour: 18, minute: 0, timezone: 'Europe/Berlin' },
  why_off: null,
  mailbox_url: null,
  version: 4,
  ...over,
})

export const mailTemplate = (over: Partial<MailTemplate> = {}): MailTemplate => ({
  key: 'ticket_assigned',
  name: 'Ticket assigned',
  about: 'To the manager who now has it',
  customised: false,
  updated_at: null,
  subject: '{{ number }} is yours',
  html: '<p>\n{{ title }}\n</p>',
  text: '{{ title }}',
  variables: [{ name: 'title', about: 'What it is about', example: 'Tap drips' }],
  version: 1,
  ...over,
})

const WORDS = '550 5.1.1 <jonas@example.com>: Recipient address rejected: User unknown'

export const delivery = (id: number, over: Partial<DeliveryInFull> = {}): DeliveryInFull => ({
  id,
  at: '2026-05-12T12:10:00Z',
  kind: 'task_assigned',
  channel: 'email',
  state: 'dead',
  reason: 'the address does not exist',
  attempts: 1,
  next_at: null,
  sent_at: null,
  delivered_at: null,
  address: 'j***@example.com',
  person: { id: 3, name: 'Jonas Krüger' },
  ticket: { id: 2, number: 'BARH-1002' },
  folded_into_id: null,
  attempts_made: [
    {
      number: 1,
      started_at: '2026-05-12T12:10:01Z',
      ended_at: '2026-05-12T12:10:02Z',
      outcome: 'permanent',
      error: WORDS,
    },
  ],
  message_id: '<7.1@example.org>',
  provider_id: null,
  segments: null,
  ...over,
})

export const job = (id: number, over: Partial<JobInFull> = {}): JobInFull => {
  const error = { attempt: 3, at: '2026-05-12T12:10:00Z', error: 'TimeoutError: the index did not answer' }
  return {
    id,
    task: 'reactions.react',
    status: 'failed',
    attempts: 3,
    scheduled_at: null,
    created_at: '2026-05-12T12:00:00Z',
    args: { ticket_id: 2 },
    error,
    errors: [error],
    ...over,
  }
}

const none = { on_the_way: 0, sent_today: 0, folded_today: 0, skipped_today: 0, dead: 0 }

export const deliveryCounts = {
  by_state: { waiting: 1, queued: 0, sending: 0, sent: 40, folded: 0, skipped: 0, dead: 2 },
  by_channel: { email: { ...none, sent_today: 40, on_the_way: 1, dead: 2 }, sms: none },
}

export const systemHandlers = [
  asAdmin(),
  http.get(url('/deliveries/counts'), () => HttpResponse.json(deliveryCounts)),
  http.get(url('/jobs/counts'), () =>
    HttpResponse.json({ by_status: { failed: 1, todo: 0 }, waiting_since: null }),
  ),
  http.get(url('/deliveries'), () =>
    page([delivery(7), delivery(8, { state: 'sent', person: { id: 5, name: 'Ada Osei' } })]),
  ),
  http.get(url('/deliveries/:id'), ({ params }) => HttpResponse.json(delivery(Number(params.id)))),
  http.get(url('/jobs'), () => page([job(5)])),
  http.get(url('/jobs/:id'), ({ params }) => HttpResponse.json(job(Number(params.id)))),
  http.get(url('/settings/email'), () => HttpResponse.json(emailSettings())),
  http.get(url('/settings/email/templates'), () => page([mailTemplate()])),
  http.get(url('/settings/email/templates/:key'), () => HttpResponse.json(mailTemplate())),
  http.get(url('/summaries'), () =>
    page([{ day: '2026-05-11', due_at: '2026-05-11T16:00:00Z', scheduled: true, sent: 4, recipients: 4 }]),
  ),
  http.get(url('/summaries/preview'), ({ request }) => {
    const day = new URL(request.url).searchParams.get('day')
    return HttpResponse.json({
      subject: `Summary of ${day ?? 'today'}`,
      html: '<p>62 open</p>',
      text: '62 open',
    })
  }),
]
