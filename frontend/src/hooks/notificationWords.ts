// What a notification says: by its kind, from the rows as they are now.
import type { ParseKeys, TFunction } from 'i18next'
import type { Told } from '../api/notifications'
import type { TicketStatus } from '../api/tickets'
import { statuses } from '../pages/tickets/listState'

const kinds = [
  'mentioned',
  'task_assigned',
  'ticket_assigned',
  'ticket_critical',
  'ticket_unassigned',
  'ticket_commented',
  'ticket_moved',
  'ticket_created',
  'ticket_edited',
  'ticket_attached',
  'ticket_rated',
  'task_started',
  'task_completed',
  'task_declined',
  'task_moved',
  'on_hold_reminder',
  'daily_summary',
  'digest',
  'invitation',
  'verify_email',
  'verify_phone',
  'test',
] as const
export type Kind = (typeof kinds)[number]

export const isKind = (word: string): word is Kind => kinds.some((kind) => kind === word)

const second = (value: unknown): unknown => (Array.isArray(value) ? value[1] : undefined)

/** The status that a move led to; the ticket's own where the facts don't say. */
export function movedTo({ facts, ticket }: Told): TicketStatus | undefined {
  const said = second(facts.status)
  return statuses.find((status) => status === said) ?? ticket?.status
}

type Words = TFunction<['notifications', 'common']>

/** Sentences that differ by who did it. */
function keyOf(told: Told, isOwn: boolean): ParseKeys<'notifications'> {
  const { kind, actor, facts } = told
  if (!isKind(kind)) return 'kind.other'
  if (kind === 'ticket_assigned' && actor) return 'kind.ticket_assignedBy'
  if (kind === 'ticket_moved' && actor && facts.undo === true) return 'kind.ticket_movedBack'
  if (kind === 'ticket_moved' && !actor) return 'kind.ticket_movedBySystem'
  if (kind === 'ticket_created' && (isOwn || !actor)) return 'kind.ticket_createdByYou'
  return `kind.${kind}`
}

export function sentence(t: Words, told: Told, userId: number): string {
  const status = movedTo(told)
  const who = told.actor ? told.actor.name.trim() || t('common:unnamedGuest') : t('system')
  return t(keyOf(told, told.actor?.id === userId), {
    who,
    task: told.task?.title ?? t('aTask'),
    status: status ? t(`common:status.${status}`) : '',
  })
}
