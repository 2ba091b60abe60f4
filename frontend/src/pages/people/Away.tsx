// Whether someone is here, away, or about to be: amber with its date.
import { useTranslation } from 'react-i18next'
import type { User } from '../../api/session'
import css from '../../components/Table.module.css'
import { useFormat } from '../../hooks/useFormat'
import { useNow } from '../../hooks/useNow'
import { presenceOf } from './away'

type Shown = Pick<User, 'away_from' | 'away_until' | 'is_active'>

export function Away({ person }: { person: Shown }) {
  const { t } = useTranslation('people')
  const { day } = useFormat()
  const now = useNow()
  const { away_from: from, away_until: until, is_active } = person
  if (!is_active) return <span className={css.gone}>{t('inactive')}</span>
  const presence = presenceOf(person, now)
  if (presence === 'here') return t('here')
  const words =
    presence === 'soon' && from
      ? t('awayFrom', { day: day(from, now) })
      : until
        ? t('awayUntil', { day: day(until, now) })
        : t('away')
  return <span className={css.away}>{words}</span>
}
