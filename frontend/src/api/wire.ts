// The shapes of calls that the generated client does not know yet.
import createFetchClient from 'openapi-fetch'
import { apiOrigin } from '../config/runtime'
import { fetchAsUser } from './client'
import type { TicketRow } from './tickets'

interface Json<Body> {
  content: { 'application/json': Body }
}
interface Answer<Body> {
  responses: { 200: Json<Body> }
}
interface Empty {
  responses: { 204: { content?: never } }
}
interface Named {
  id: number
  name: string
}

export interface Notification {
  id: number
  kind: string
  at: string
  read_at: string | null
  internal: boolean
  ticket: Pick<TicketRow, 'id' | 'number' | 'title' | 'status' | 'priority' | 'property' | 'room'> | null
  task: { id: number; title: string } | null
  comment: { id: number; excerpt: string } | null
  actor: Named | null
  facts: Record<string, unknown>
}
export interface NotificationPage {
  items: Notification[]
  next_cursor: string | null
}
export type Pace = 'now' | 'hourly' | 'daily' | 'off'
type OfChannel<Value> = Partial<Record<string, Value>>
export interface Preferences {
  choices: Record<string, Record<string, Pace>>
  kinds: { kind: string; channels: OfChannel<{ default: Pace; allowed: Pace[] }> }[]
  channels: OfChannel<{ on: boolean; why_off: string | null; address: string | null }>
  quiet_from: string | null
  quiet_until: string | null
  daily_at: string
  do_not_disturb_until: string | null
  timezone: string
  version: number
}
export type PreferencesPatch = Partial<
  Pick<Preferences, 'choices' | 'quiet_from' | 'quiet_until' | 'daily_at' | 'do_not_disturb_until'>
>
export interface Device {
  id: number
  kind: 'web_push' | 'mobile_push'
  name: string
  is_this: boolean
  created_at: string
}
export interface DeviceNew {
  kind: 'web_push'
  token: string
  keys: { p256dh: string; auth: string }
  name: string
}

interface OfTicket {
  parameters: { path: { ticket_id: number } }
}

interface Paths {
  '/notifications': {
    get: Answer<NotificationPage> & {
      parameters: { query?: { unread?: boolean; limit?: number; cursor?: string } }
    }
  }
  '/notifications/counts': { get: Answer<{ unread: number }> }
  '/notifications/{notification_id}': {
    patch: Answer<Notification> & {
      parameters: { path: { notification_id: number } }
      requestBody: Json<{ read: boolean }>
    }
  }
  '/notifications/read': { post: Answer<{ unread: number }> & { requestBody: Json<{ up_to_id: number }> } }
  '/notifications/preferences': {
    get: Answer<Preferences>
    patch: Answer<Preferences> & {
      parameters: { header: { 'If-Match': string } }
      requestBody: Json<PreferencesPatch>
    }
  }
  '/tickets/{ticket_id}/watchers': {
    get: Answer<{ items: Named[]; watching: boolean }> & OfTicket
  }
  '/tickets/{ticket_id}/watch': { put: Empty & OfTicket; delete: Empty & OfTicket }
  '/tickets/{ticket_id}/mentionable': {
    get: Answer<{ items: (Named & { role: string })[] }> & {
      parameters: { path: { ticket_id: number }; query?: { q?: string; internal?: boolean } }
    }
  }
  '/devices': {
    get: Answer<{ items: Device[]; next_cursor: string | null }>
    post: { responses: { 201: Json<Device> }; requestBody: Json<DeviceNew> }
  }
  '/devices/{device_id}': { delete: Empty & { parameters: { path: { device_id: number } } } }
  '/push/key': { get: Answer<{ public_key: string | null }> }
}

export const wire = createFetchClient<Paths>({ baseUrl: apiOrigin, fetch: fetchAsUser })
