// A page of settings as a whole: settings, what stands beside them, the save bar, and the two guards.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ConflictDialog } from '../../../components/ConflictDialog'
import { LeaveGuard } from '../../../components/LeaveGuard'
import type { Versioned } from '../../../hooks/useVersionedEdit'
import css from '../System.module.css'
import { SaveBar } from './SaveBar'
import type { SettingsForm, Value } from './useSettingsForm'

interface Props<Settings extends Versioned> {
  name: string
  form: SettingsForm<Settings>
  /** What each field is called, by name. */
  labels: Partial<Record<string, string>>
  /** Fields that are written and never shown. */
  secrets?: string[]
  children: ReactNode
  /** *Try it* and the result's preview. */
  aside?: ReactNode
  /** What stands beside is as wide as a phone. */
  isWide?: boolean
}

/** Somebody else saved first: a line a field. */
function Conflict<Settings extends Versioned>({
  name,
  form,
  labels,
  secrets = [],
}: Omit<Props<Settings>, 'children'>) {
  const { t } = useTranslation('system')
  const { conflict } = form
  if (!conflict) return null
  const theirs = form.valuesOf(conflict.current)
  const shown = (value: Value | undefined) =>
    typeof value === 'boolean' ? t(value ? 'on' : 'off') : (value ?? '')
  const lines = Object.entries(conflict.mine)
    .filter(([field, mine]) => mine !== theirs[field])
    .map(([field, mine]) => ({
      field,
      name: labels[field] ?? field,
      mine: secrets.includes(field) ? t('secret.mine') : shown(mine),
      theirs: secrets.includes(field) ? t('secret.theirs') : shown(theirs[field]),
    }))
  return (
    <ConflictDialog
      name={name}
      lines={lines}
      onSave={(mine) =>
        form.resolve(
          mine.length ? Object.fromEntries(mine.map((field) => [field, conflict.mine[field]])) : null,
        )
      }
      onKeepTheirs={() => form.resolve(null)}
      onClose={form.dismiss}
    />
  )
}

export function SettingsPage<Settings extends Versioned>({
  children,
  aside,
  isWide,
  ...props
}: Props<Settings>) {
  const { name, form } = props
  return (
    <form
      className={css.form}
      aria-label={name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      <div className={css.columns} data-wide={isWide || undefined}>
        <div>{children}</div>
        {aside && <div className={css.aside}>{aside}</div>}
      </div>
      <SaveBar form={form} />
      <LeaveGuard count={form.changed.length} />
      <Conflict {...props} />
    </form>
  )
}
