// What a page says when it has nothing, waits, failed, or may not.
import { Button, Skeleton } from '@mantine/core'
import { IconArrowRight, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { isProblem } from '../api/problem'
import type { TicketStatus } from '../api/tickets'
import { paths } from '../config/paths'
import { useFormat } from '../hooks/useFormat'
import { useProblemText } from '../hooks/useProblemText'
import { FloorMark } from './FloorMark'
import css from './States.module.css'

interface EmptyProps {
  title: string
  text: string
  /** One or two ways on. */
  children?: ReactNode
  floor?: number | null
  floors?: number[]
}

/** What is not here, why, and the ways on. */
export const EmptyState = ({ title, text, children, floor = null, floors }: EmptyProps) => (
  <div className={css.empty}>
    <span className={css.sign}>
      <FloorMark floor={floor} floors={floors} />
    </span>
    <div>
      <h2>{title}</h2>
      <p>{text}</p>
      <div className={css.do}>{children}</div>
    </div>
  </div>
)

const widths = [62, 48, 71, 55, 66, 43, 58, 69]

/** A list that is being read, in the shape of what comes. */
export function ListSkeleton({ label, rows = 8 }: { label: string; rows?: number }) {
  return (
    <ul className={css.bones} aria-busy="true" aria-label={label}>
      {widths.slice(0, rows).map((width) => (
        <li key={width}>
          <Skeleton h={30} w={66} radius={3} />
          <span>
            <Skeleton h={13} w={`${width}%`} />
            <Skeleton h={11} w={`${width - 22}%`} mt={7} />
          </span>
          <span>
            <Skeleton h={12} w={92} />
            <Skeleton h={11} w={70} mt={7} />
          </span>
          <Skeleton h={14} w={44} />
        </li>
      ))}
    </ul>
  )
}

interface FailedProps {
  error: unknown
  title?: string
  onRetry: () => void
  /** When what is still shown below was read, in milliseconds. */
  keptFrom?: number
}

/** What happened, what still works, the act, the request id. */
export function LoadFailed({ error, title, onRetry, keptFrom }: FailedProps) {
  const { t } = useTranslation()
  const { clock } = useFormat()
  const explain = useProblemText()
  return (
    <div className={css.failed} role="alert">
      <h2>{title ?? t('error.title')}</h2>
      <p>
        {explain(error)} {keptFrom ? t('error.kept', { when: clock(new Date(keptFrom).toISOString()) }) : ''}
      </p>
      <div className={css.do}>
        <Button leftSection={<IconRefresh size={16} />} onClick={onRetry}>
          {t('action.tryAgain')}
        </Button>
        {isProblem(error) && error.requestId && (
          <span className="quiet">{t('error.request', { id: error.requestId })}</span>
        )}
      </div>
    </div>
  )
}

interface RefusedProps {
  from: TicketStatus
  to: TicketStatus
  allowed: TicketStatus[]
  onMove: (status: TicketStatus) => void
}

/** A move that is not possible, with those that are. */
export function Refused({ from, to, allowed, onMove }: RefusedProps) {
  const { t } = useTranslation()
  return (
    <div className={css.refused} role="alert">
      <h2>{t('refused.title', { from: t(`status.${from}`), to: t(`status.${to}`) })}</h2>
      <p>{t('refused.lead')}</p>
      <div className={css.do}>
        {allowed.map((status) => (
          <Button
            key={status}
            rightSection={<IconArrowRight className="way" size={15} />}
            onClick={() => onMove(status)}
          >
            {t(`status.${status}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** For an address that leads nowhere, or to what one may not see. */
export function NotFound() {
  const { t } = useTranslation()
  return (
    <div className={css.nothing}>
      <span className={css.sign} style={{ inlineSize: 'fit-content' }}>
        <FloorMark floor={null} />
      </span>
      <h1>{t('notFound.title')}</h1>
      <p>{t('notFound.text')}</p>
      <div className={css.do}>
        <Button component={Link} to={paths.home}>
          {t('action.home')}
        </Button>
      </div>
    </div>
  )
}
