// Whether a channel is on; if not, what is missing, in plain words.
import { IconCheck, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import css from '../System.module.css'

interface Props {
  missing: string[]
  /** The switch. */
  children: ReactNode
}

export function MissingParts({ missing, children }: Props) {
  const { t } = useTranslation('system')
  const isOn = !missing.length
  return (
    <>
      <h2 className={css.section}>
        <span className={css.state} data-on={isOn || undefined}>
          {isOn ? <IconCheck size={15} stroke={3} aria-hidden /> : <IconX size={15} stroke={3} aria-hidden />}
          {isOn ? t('channel.on') : t('channel.off')}
        </span>
        {children}
      </h2>
      {!isOn && (
        <div className={css.off}>
          <p>{t('channel.missing')}</p>
          <ul>
            {missing.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
