// One thing that happened, in a line of words.
import { Trans, useTranslation } from 'react-i18next'
import type { TicketStatus } from '../../api/tickets'
import type { TicketEvent } from '../../api/timeline'
import { Assigned, Change, Happened } from '../../components/Timeline'
import { useDuration } from '../../hooks/useDuration'
import { useFormat } from '../../hooks/useFormat'
import { useNow } from '../../hooks/useNow'
import { statuses } from '../tickets/listState'
import { assignee, changedFields, costOf, minutesSpent, named, ruleOf, saidWhy, words } from './changes'

const FRESH = 5 * 60_000

const statusOf = (word: string | undefined): TicketStatus | undefined =>
  statuses.find((status) => status === word)

export function Event({ event }: { event: TicketEvent }) {
  const rule = event.action === 'ticket.assigned' ? ruleOf(event) : undefined
  const person = assignee(event)
  return (
    <Happened at={event.at}>
      {rule && person ? (
        <ByRule event={event} person={person} rule={rule} />
      ) : (
        <p>
          <Line event={event} />
        </p>
      )}
    </Happened>
  )
}

interface ByRuleProps {
  event: TicketEvent
  person: { id: number; name: string }
  rule: NonNullable<ReturnType<typeof ruleOf>>
}

function ByRule({ event, person, rule }: ByRuleProps) {
  const { t } = useTranslation('ticket')
  const now = useNow()
  const names: Record<string, string> = {
    department: t('rule.department', { department: rule.department }),
    management: t('rule.management'),
    property: t('rule.property'),
  }
  const candidates = rule.candidates.map((one) =>
    one.id === person.id ? { ...one, note: t('rule.lowest') } : one,
  )
  return (
    <Assigned
      chosen={person}
      rule={names[rule.name] ?? rule.name}
      candidates={candidates}
      isFresh={now - Date.parse(event.at) < FRESH}
    />
  )
}

/** Who did it, in bold, within a sentence of the catalogue. */
function Line({ event }: { event: TicketEvent }) {
  const { t } = useTranslation('ticket')
  const who = event.actor?.name ?? t('event.system')
  switch (event.action) {
    case 'ticket.moved':
      return <Moved event={event} who={who} />
    case 'ticket.assigned':
      return <Given who={event.actor?.name} to={assignee(event)?.name} />
    case 'ticket.edited':
      return <Edited event={event} who={who} />
    case 'task.assigned':
      return <TaskGiven event={event} who={who} />
    case 'task.completed':
      return <TaskDone event={event} who={who} />
    case 'task.started':
      return t('event.taskStarted', { who, title: words(event, 'title').to ?? t('event.aTask') })
    case 'task.declined':
      return t('event.taskDeclined', { who, why: saidWhy(event) })
    case 'ticket.rated':
      return t('event.rated', { who })
    default:
      return t('event.other', { who })
  }
}

function Moved({ event, who }: { event: TicketEvent; who: string }) {
  const { t } = useTranslation(['ticket', 'common'])
  const { from, to } = words(event, 'status')
  const before = statusOf(from)
  const after = statusOf(to)
  const why = saidWhy(event)
  return (
    <>
      {`${who}: `}
      <Change
        from={before && t(`common:status.${before}`)}
        to={after ? t(`common:status.${after}`) : t('event.somewhere')}
      />
      {why && ` · ${why}`}
    </>
  )
}

function Given({ who, to }: { who: string | undefined; to: string | undefined }) {
  const { t } = useTranslation('ticket')
  if (!to) return t('event.unassigned', { who: who ?? t('event.system') })
  const key = who === undefined ? 'event.takesCare' : 'event.assigned'
  return <Trans t={t} i18nKey={key} values={{ who, to }} components={{ b: <b /> }} />
}

function TaskGiven({ event, who }: { event: TicketEvent; who: string }) {
  const { t, i18n } = useTranslation('ticket')
  const people = named(event, 'people').map(({ name }) => name)
  if (!people.length) return t('event.taskTaken', { who })
  const to = new Intl.ListFormat(i18n.language).format(people)
  const title = words(event, 'title').to
  return (
    <Trans
      t={t}
      i18nKey={title ? 'event.taskGiven' : 'event.workGiven'}
      values={{ who, to, title }}
      components={{ b: <b /> }}
    />
  )
}

function TaskDone({ event, who }: { event: TicketEvent; who: string }) {
  const { t } = useTranslation('ticket')
  const { money } = useFormat()
  const duration = useDuration()
  const minutes = minutesSpent(event)
  const cost = costOf(event)
  const spent = [minutes ? duration(minutes * 60_000) : '', cost ? money(cost) : '', saidWhy(event) ?? '']
  const title = words(event, 'title').to ?? t('event.aTask')
  return [t('event.taskDone', { who, title }), ...spent.filter(Boolean)].join(' · ')
}

/** Fields that have a word of their own on screen. */
const fields = [
  'title',
  'description',
  'priority',
  'category_id',
  'room_id',
  'due_at',
  'on_hold_until',
  'access',
] as const

function Edited({ event, who }: { event: TicketEvent; who: string }) {
  const { t, i18n } = useTranslation('ticket')
  const { when } = useFormat()
  const changed = changedFields(event)
  const due = words(event, 'due_at')
  if (changed.length === 1 && due.to)
    return (
      <>
        {t('event.due', { who })} <Change from={due.from && when(due.from)} to={when(due.to)} />
      </>
    )
  const names = fields.filter((field) => changed.includes(field)).map((field) => t(`field.${field}`))
  return names.length
    ? t('event.edited', { who, fields: new Intl.ListFormat(i18n.language).format(names) })
    : t('event.other', { who })
}
