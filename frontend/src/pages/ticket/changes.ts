// What a history entry says, read from its loosely typed members: each reader returns undefined where it isn't so.
import type { TicketEvent } from '../../api/timeline'
import type { Candidate } from '../../components/Timeline'

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

interface NamedPerson {
  id: number
  name: string
}

const isNamed = (value: unknown): value is NamedPerson =>
  isFields(value) && typeof value.id === 'number' && typeof value.name === 'string'

const pair = (event: TicketEvent, field: string): unknown[] => {
  const change = event.changes[field]
  return Array.isArray(change) ? change : []
}

/** The text of a field before and after. */
export function words(event: TicketEvent, field: string): { from?: string; to?: string } {
  const [from, to] = pair(event, field)
  return { from: typeof from === 'string' ? from : undefined, to: typeof to === 'string' ? to : undefined }
}

export const minutesSpent = (event: TicketEvent): number => {
  const [before, after] = pair(event, 'minutes_spent')
  return typeof after === 'number' ? after - (typeof before === 'number' ? before : 0) : 0
}

export function costOf(event: TicketEvent): { amount: number; currency: string } | undefined {
  const [, cost] = pair(event, 'cost')
  return isFields(cost) && typeof cost.amount === 'number' && typeof cost.currency === 'string'
    ? { amount: cost.amount, currency: cost.currency }
    : undefined
}

/** To whom a ticket went. */
export function assignee(event: TicketEvent): NamedPerson | undefined {
  const [, person] = pair(event, 'assignee')
  return isNamed(person) ? person : undefined
}

/** The people that a task was given to, or the files that were added. */
export function named(event: TicketEvent, field: string): NamedPerson[] {
  const [, list] = pair(event, field)
  return Array.isArray(list) ? list.filter(isNamed) : []
}

export const changedFields = (event: TicketEvent) => Object.keys(event.changes)

/** What a person said about it. */
export const saidWhy = (event: TicketEvent): string | undefined =>
  typeof event.reason?.text === 'string' ? event.reason.text : undefined

export interface Rule {
  name: string
  department: string | undefined
  candidates: Candidate[]
}

const isCandidate = (value: unknown): value is Candidate =>
  isNamed(value) && 'load' in value && typeof value.load === 'number'

/** The rule that chose, and whom it considered; undefined where a person chose. */
export function ruleOf({ reason }: TicketEvent): Rule | undefined {
  if (typeof reason?.rule !== 'string' || reason.rule === 'person') return undefined
  return {
    name: reason.rule,
    department: isNamed(reason.department) ? reason.department.name : undefined,
    candidates: Array.isArray(reason.candidates) ? reason.candidates.filter(isCandidate) : [],
  }
}
