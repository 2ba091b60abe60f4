// Routes of the System Console that the generated client does not know yet, in its own shape.
import type { Schema } from '@modern-management/api-client'
import createFetchClient from 'openapi-fetch'
import { apiOrigin } from '../config/runtime'
import { fetchAsUser } from './client'

export type Channel = 'in_app' | 'email' | 'sms' | 'web_push' | 'mobile_push'
export type DeliveryState = 'waiting' | 'queued' | 'sending' | 'sent' | 'folded' | 'skipped' | 'dead'
export type JobStatus = 'todo' | 'doing' | 'succeeded' | 'failed' | 'cancelled' | 'aborted'

interface Delivery {
  id: number
  at: string
  kind: string
  channel: Channel
  state: DeliveryState
  reason: string | null
  attempts: number
  next_at: string | null
  sent_at: string | null
  delivered_at: string | null
  address: string | null
  person: { id: number; name: string }
  ticket: { id: number; number: string } | null
  folded_into_id: number | null
}

interface Attempt {
  number: number
  started_at: string
  ended_at: string | null
  outcome: 'sent' | 'transient' | 'permanent' | null
  error: string | null
}

interface DeliveryInFull extends Delivery {
  attempts_made: Attempt[]
  message_id: string | null
  provider_id: string | null
  segments: number | null
}

interface ChannelCounts {
  on_the_way: number
  sent_today: number
  folded_today: number
  skipped_today: number
  dead: number
}

interface DeliveryCounts {
  by_state: Partial<Record<DeliveryState, number>>
  by_channel: Partial<Record<Channel, ChannelCounts>>
}

interface JobError {
  attempt: number
  at: string
  error: string
}

interface Job {
  id: number
  task: string
  status: JobStatus
  attempts: number
  scheduled_at: string | null
  created_at: string | null
  args: Record<string, unknown>
  error: JobError | null
}

interface JobInFull extends Job {
  errors: JobError[]
}

interface EmailSettings {
  enabled: boolean
  server: string
  port: number
  security: 'starttls' | 'tls' | 'none'
  auth: 'password' | 'xoauth2' | 'none'
  username: string
  password_set: boolean
  oauth: { token_url: string; client_id: string; client_secret_set: boolean; refresh_token_set: boolean }
  sender_name: string
  sender_email: string
  reply_to: string
  summary: { enabled: boolean; hour: number; minute: number; timezone: string }
  version: number
}

interface EmailSettingsPatch {
  enabled?: boolean
  server?: string
  port?: number
  security?: EmailSettings['security']
  auth?: EmailSettings['auth']
  username?: string
  password?: string
  oauth?: { token_url?: string; client_id?: string; client_secret?: string; refresh_token?: string }
  sender_name?: string
  sender_email?: string
  reply_to?: string
  summary?: Partial<EmailSettings['summary']>
}

interface SmsSettings {
  enabled: boolean
  account_sid: string
  auth_token_set: boolean
  from_number: string
  max_per_day: number | null
  why_off: string | null
  inbound_url: string
  version: number
}

interface SmsSettingsPatch {
  enabled?: boolean
  account_sid?: string
  auth_token?: string
  from_number?: string
  max_per_day?: number | null
}

interface PushSettings {
  web_push_enabled: boolean
  mobile_push_enabled: boolean
  subject: string
  why_web_is_off: string | null
  why_mobile_is_off: string | null
  version: number
}

interface NotificationSettings {
  per_hour: number
  ticket_ten_minutes: number
  ticket_hour: number
  version: number
}

interface TestResult {
  ok: boolean
  words: string
  seconds: number
}

interface MailText {
  subject: string
  html: string
  text: string
}

interface MailTemplateRow {
  key: string
  name: string
  about: string
  customised: boolean
  updated_at: string | null
}

interface MailTemplate extends MailTemplateRow, MailText {
  variables: { name: string; about: string; example: string }[]
  version: number
}

interface SummaryRow {
  day: string
  due_at: string
  scheduled: boolean
  sent: number
  recipients: number
}

interface Schemas {
  Delivery: Delivery
  DeliveryInFull: DeliveryInFull
  DeliveryCounts: DeliveryCounts
  Job: Job
  JobInFull: JobInFull
  EmailSettings: EmailSettings
  EmailSettingsPatch: EmailSettingsPatch
  SmsSettings: SmsSettings
  SmsSettingsPatch: SmsSettingsPatch
  PushSettings: PushSettings
  PushSettingsPatch: Partial<Pick<PushSettings, 'web_push_enabled' | 'mobile_push_enabled' | 'subject'>>
  NotificationSettings: NotificationSettings
  NotificationSettingsPatch: Partial<Omit<NotificationSettings, 'version'>>
  TestResult: TestResult
  MailText: MailText
  MailTemplateRow: MailTemplateRow
  MailTemplate: MailTemplate
  SummaryRow: SummaryRow
}

export type SystemSchema<Name extends keyof Schemas> = Schemas[Name]

interface Json<Data> {
  headers: Record<string, unknown>
  content: { 'application/json': Data }
}

interface Answers<Data> {
  200: Json<Data>
  default: Json<Schema<'Problem'>>
}

interface Paged<Item> {
  items: Item[]
  next_cursor: string | null
}

interface Read<Data, Parameters = { query?: never }> {
  parameters: Parameters
  requestBody?: never
  responses: Answers<Data>
}

interface Write<Body, Data, Parameters = { query?: never }> {
  parameters: Parameters
  requestBody: { content: { 'application/json': Body } }
  responses: Answers<Data>
}

interface Cursor {
  limit?: number
  cursor?: string
}

export interface DeliveryFilters {
  state?: DeliveryState[]
  channel?: Channel[]
  user_id?: number[]
  ticket_id?: number[]
  from?: string
  to?: string
  q?: string
}

export interface JobFilters {
  status?: JobStatus[]
  task?: string[]
}

interface Key {
  path: { template_key: string }
}

interface Paths {
  '/deliveries': { get: Read<Paged<Delivery>, { query?: DeliveryFilters & Cursor }> }
  '/deliveries/counts': { get: Read<DeliveryCounts> }
  '/deliveries/{delivery_id}': { get: Read<DeliveryInFull, { path: { delivery_id: number } }> }
  '/deliveries/{delivery_id}/replay': { post: Read<DeliveryInFull, { path: { delivery_id: number } }> }
  '/deliveries/replay': {
    post: Write<{ ids: number[] } | { state: 'dead'; channel?: Channel }, { replayed: number }>
  }
  '/jobs': { get: Read<Paged<Job>, { query?: JobFilters & Cursor }> }
  '/jobs/counts': {
    get: Read<{ by_status: Partial<Record<JobStatus, number>>; waiting_since: string | null }>
  }
  '/jobs/{job_id}': { get: Read<JobInFull, { path: { job_id: number } }> }
  '/jobs/{job_id}/retry': { post: Read<JobInFull, { path: { job_id: number } }> }
  '/settings/email': { get: Read<EmailSettings>; patch: Write<EmailSettingsPatch, EmailSettings> }
  '/settings/email/test': { post: Write<{ to: string }, TestResult> }
  '/settings/email/templates': { get: Read<{ items: MailTemplateRow[] }> }
  '/settings/email/templates/{template_key}': {
    get: Read<MailTemplate, Key>
    put: Write<MailText, MailTemplate, Key>
    delete: Read<MailTemplate, Key>
  }
  '/settings/email/templates/{template_key}/preview': { post: Write<MailText, MailText, Key> }
  '/settings/sms': { get: Read<SmsSettings>; patch: Write<SmsSettingsPatch, SmsSettings> }
  '/settings/sms/test': { post: Write<{ to: string }, TestResult> }
  '/settings/push': {
    get: Read<PushSettings>
    patch: Write<Schemas['PushSettingsPatch'], PushSettings>
  }
  '/settings/push/test': { post: Read<TestResult> }
  '/settings/notifications': {
    get: Read<NotificationSettings>
    patch: Write<SystemSchema<'NotificationSettingsPatch'>, NotificationSettings>
  }
  '/summaries': { get: Read<Paged<SummaryRow>, { query?: Cursor }> }
  '/summaries/preview': { get: Read<MailText, { query?: { day?: string } }> }
  '/summaries/send': { post: Write<{ day?: string }, { day: string; recipients: number }> }
}

export const systemApi = createFetchClient<Paths>({
  baseUrl: apiOrigin,
  fetch: fetchAsUser,
  querySerializer: { array: { style: 'form', explode: true } },
})
