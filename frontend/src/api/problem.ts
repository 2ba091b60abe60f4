// An answer that is not what was asked for, as one error class: RFC 9457 problem documents and lost connections.
import type { Schema } from '@modern-management/api-client'

export type ProblemItem = NonNullable<Schema<'Problem'>['errors']>[number]
type Body = Record<string, unknown>

const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null
const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const isItem = (value: unknown): value is ProblemItem => isBody(value) && typeof value.pointer === 'string'

/** Status 0 and code `unreachable` mean that no answer came at all. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: number
  readonly code: string
  readonly detail: string | undefined
  readonly errors: ProblemItem[]
  readonly params: Body
  readonly requestId: string | undefined
  readonly retryAfter: number | undefined
  /** The whole document; 412 and 409 carry more than the standard members. */
  readonly body: Body

  constructor(status: number, body: unknown, headers?: Headers) {
    const document = isBody(body) ? body : {}
    super(text(document.detail) ?? text(document.title) ?? `HTTP ${status}`)
    this.status = status
    this.body = document
    this.code = text(document.code) ?? `http_${status}`
    this.detail = text(document.detail)
    this.errors = Array.isArray(document.errors) ? document.errors.filter(isItem) : []
    this.params = isBody(document.params) ? document.params : {}
    this.requestId = text(document.request_id) ?? headers?.get('X-Request-Id') ?? undefined
    const seconds = Number(headers?.get('Retry-After') ?? NaN)
    this.retryAfter = Number.isFinite(seconds) ? seconds : undefined
  }

  /** What went wrong with one field of the body that was sent, by its name. */
  fieldError(field: string): string | undefined {
    return this.errors.find(({ pointer }) => pointer.split('/').includes(field))?.message
  }
}

/** No answer came: the network is down, or the server is. */
export const unreachable = () => new ProblemError(0, { code: 'unreachable' })

export const isProblem = (error: unknown, code?: string): error is ProblemError =>
  error instanceof ProblemError && (code === undefined || error.code === code)

interface Answer<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** The data of an answer of the typed client; anything but success is thrown as a ProblemError. */
export async function unwrap<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer
  if (!response.ok) throw new ProblemError(response.status, error, response.headers)
  if (data === undefined) throw new ProblemError(response.status, { code: 'empty_answer' }, response.headers)
  return data
}

/** As `unwrap`, for calls that answer 204. */
export async function done(answer: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await answer
  if (!response.ok) throw new ProblemError(response.status, error, response.headers)
}
