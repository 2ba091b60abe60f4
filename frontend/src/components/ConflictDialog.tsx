// Two people changed the same thing: a line a field, mine and theirs, and nothing that was typed is lost.
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../hooks/useFocusBack'
import css from './Overlays.module.css'

export interface ConflictLine<Field extends string> {
  field: Field
  /** The field's name on screen. */
  name: string
  mine: string
  theirs: string
}

interface Props<Field extends string> {
  /** What was changed: a ticket's number, a person's name. */
  name: string
  lines: ConflictLine<Field>[]
  /** The fields whose own value is to be written. */
  onSave: (mine: Field[]) => void
  onKeepTheirs: () => void
  /** Back to the form, which keeps what was typed. */
  onClose: () => void
}

type Side = 'mine' | 'theirs'

export function ConflictDialog<Field extends string>({
  name,
  lines,
  onSave,
  onKeepTheirs,
  onClose,
}: Props<Field>) {
  useFocusBack()
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Partial<Record<Field, Side>>>({})
  const sideOf = (field: Field) => chosen[field] ?? 'mine'
  const side = (line: ConflictLine<Field>, which: Side) => (
    <td>
      <label>
        <input
          type="radio"
          name={line.field}
          checked={sideOf(line.field) === which}
          onChange={() => setChosen({ ...chosen, [line.field]: which })}
        />
        {line[which] || t('conflict.empty')}
      </label>
    </td>
  )
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      closeOnClickOutside={false}
      title={t('conflict.title')}
      classNames={{ title: css.title, header: css.header }}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <p>{t('conflict.lead', { name })}</p>
      <table className={css.conflict}>
        <thead>
          <tr>
            <th scope="col">{t('conflict.field')}</th>
            <th scope="col">{t('conflict.mine')}</th>
            <th scope="col">{t('conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.field}>
              <th scope="row">{line.name}</th>
              {side(line, 'mine')}
              {side(line, 'theirs')}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={css.actions}>
        <Button onClick={onKeepTheirs}>{t('conflict.keepTheirs')}</Button>
        <Button
          variant="filled"
          onClick={() => onSave(lines.map(({ field }) => field).filter((field) => sideOf(field) === 'mine'))}
        >
          {t('conflict.saveChoice')}
        </Button>
      </div>
    </Modal>
  )
}
