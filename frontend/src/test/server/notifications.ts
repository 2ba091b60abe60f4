// What somebody was told, and what reaches them, in the API's own shapes.
import { http, HttpResponse } from 'msw'
import type { Told } from '../../api/notifications'
import type { Preferences } from '../../api/preferences'
import { ticketRow } from './data'
import { page, url } from './urls'

export const told = (id: number, over: Partial<Told> = {}): Told => {
  const { number, title, status, priority, room, property } = ticketRow(2)
  return {
    id,
    kind: 'ticket_commented',
    at: '2026-05-12T12:10:00Z',
    read_at: null,
    internal: false,
    ticket: { id: 2, number, title, status, priority, room, property },
    task: null,
    comment: { id: 1, excerpt: 'May I come in at 14:00 to change the part?' },
    actor: { id: 3, name: 'Jonas Krüger' },
    facts: {},
    ...over,
  }
}

export const preferences = (over: Partial<Preferences> = {}): Preferences => ({
  choices: {},
  kinds: [
    {
      kind: 'mentioned',
      channels: {
        in_app: { default: 'now', allowed: ['now', 'off'] },
        email: { default: 'now', allowed: ['now', 'hourly', 'daily', 'off'] },
        sms: { default: 'off', allowed: ['now', 'off'] },
        web_push: { default: 'now', allowed: ['now', 'off'] },
        mobile_push: { default: 'now', allowed: ['now', 'off'] },
      },
    },
    {
      kind: 'daily_summary',
      channels: {
        in_app: { default: 'off', allowed: [] },
        email: { default: 'now', allowed: ['now', 'off'] },
        sms: { default: 'off', allowed: [] },
        web_push: { default: 'off', allowed: [] },
        mobile_push: { default: 'off', allowed: [] },
      },
    },
  ],
  channels: {
    in_app: { on: true, why_off: null, address: null },
    email: { on: true, why_off: null, address: 'lena@demo.example' },
    sms: { on: false, why_off: 'No account at Twilio is set up.', address: null },
    web_push: { on: true, why_off: null, address: null },
    mobile_push: { on: false, why_off: 'Mobile push is switched off.', address: null },
  },
  quiet_from: null,
  quiet_until: null,
  daily_at: '08:00',
  do_not_disturb_until: null,
  timezone: 'Europe/Berlin',
  sms_consent: { phone: '+4940123456', state: null },
  version: 1,
  ...over,
})

export const notificationHandlers = [
  http.get(url('/notifications'), () => page([])),
  http.get(url('/notifications/counts'), () => HttpResponse.json({ unread: 0, newest: null })),
  http.get(url('/notifications/preferences'), () => HttpResponse.json(preferences())),
  http.get(url('/devices'), () => page([])),
  http.get(url('/push/key'), () => HttpResponse.json({ public_key: null })),
  http.get(url('/tickets/:id/watchers'), () => HttpResponse.json({ items: [], watching: false })),
  http.get(url('/tickets/:id/mentionable'), () => HttpResponse.json({ items: [] })),
]
