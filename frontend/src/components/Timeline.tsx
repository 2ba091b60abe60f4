// One timeline for words and history. The clock stands at the start edge; staff-only is a hatched, tinted band.
import { IconArrowRight, IconRoute2 } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { useFormat } from '../hooks/useFormat'
import { Markdown } from './Markdown'
import { Person, StaffOnly } from './Marks'
import css from './Timeline.module.css'

function At({ iso }: { iso: string }) {
  const { when, full } = useFormat()
  return (
    <time className={css.time} dateTime={iso} title={full(iso)}>
      {when(iso)}
    </time>
  )
}

interface TalkProps {
  at: string
  who: string
  /** What they are, beside the name: "Guest, 304". */
  role?: string
  /** Markdown. */
  text: string
  internal?: boolean
  /** Pictures, files, what it reached. */
  children?: ReactNode
}

/** Something that someone said. */
export const Talk = ({ at, who, role, text, internal, children }: TalkProps) => (
  <div className={css.talk} data-kind={internal ? 'staff' : 'public'}>
    <At iso={at} />
    {internal ? (
      <span className={`${css.tape} hatch`} aria-hidden />
    ) : (
      <span className={css.face}>
        <Person name={who} size={30} />
      </span>
    )}
    <div className={css.words}>
      <p className={css.who}>
        <b>{who}</b>
        {role && <span className="quiet">{role}</span>}
        {internal && <StaffOnly />}
      </p>
      <Markdown text={text} />
      {children}
    </div>
  </div>
)

interface HappenedProps {
  at: string
  children: ReactNode
}

/** Something that happened, in one line. */
export const Happened = ({ at, children }: HappenedProps) => (
  <div className={css.event}>
    <At iso={at} />
    <span className={css.tick} aria-hidden />
    {children}
  </div>
)

/** `Open → In progress` */
export function Change({ from, to }: { from?: string; to: string }) {
  const { t } = useTranslation('tickets')
  return (
    <>
      {from && <span>{from}</span>}{' '}
      <IconArrowRight className="way" size={14} stroke={2.4} aria-label={t('timeline.to')} role="img" />{' '}
      <b>{to}</b>
    </>
  )
}

export interface Candidate {
  id: number
  name: string
  /** Tickets open at that moment. */
  load: number
  note?: string
}

interface AssignedProps {
  chosen: { id: number; name: string }
  /** The rule as a route: "Plumbing → Engineering → lowest load". */
  rule: string
  candidates: Candidate[]
  /** Open by itself: only in the first minutes. */
  isFresh?: boolean
}

const MOST_BARS = 12

/** An automatic assignment: one line and "Why?". */
export function Assigned({ chosen, rule, candidates, isFresh = false }: AssignedProps) {
  const { t } = useTranslation('tickets')
  const [open, setOpen] = useState(isFresh)
  return (
    <div className={css.why}>
      <p>
        <IconRoute2 size={16} aria-hidden />{' '}
        <Trans t={t} i18nKey="timeline.givenBy" values={{ name: chosen.name }} components={{ b: <b /> }} />{' '}
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden>{t('timeline.why')}</span>
          <span className={css.hidden}>{t('timeline.whyFull', { name: chosen.name })}</span>
        </button>
      </p>
      {open && (
        <>
          <p className={css.rule}>{rule}</p>
          <Candidates chosen={chosen.id} candidates={candidates} />
        </>
      )}
    </div>
  )
}

function Candidates({ chosen, candidates }: { chosen: number; candidates: Candidate[] }) {
  const { t } = useTranslation('tickets')
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('timeline.considered')}</th>
          <th scope="col">{t('timeline.openNow')}</th>
          <th scope="col">{t('timeline.note')}</th>
        </tr>
      </thead>
      <tbody>
        {candidates.map(({ id, name, load, note }) => (
          <tr key={id} data-chosen={id === chosen || undefined}>
            <th scope="row">
              {id === chosen && (
                <IconArrowRight
                  className="way"
                  size={14}
                  stroke={3}
                  aria-label={t('timeline.chosen')}
                  role="img"
                />
              )}
              {name}
            </th>
            <td>
              <span className={css.load} aria-hidden>
                {Array.from({ length: Math.min(load, MOST_BARS) }, (_, index) => (
                  <i key={index} />
                ))}
              </span>
              {load}
            </td>
            <td className="quiet">{note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The frame of the timeline; each child is a `<li>` with a Talk or a Happened in it. */
export function Timeline({ children }: { children: ReactNode }) {
  const { t } = useTranslation('tickets')
  return (
    <ol className={css.timeline} aria-label={t('timeline.label')}>
      {children}
    </ol>
  )
}
