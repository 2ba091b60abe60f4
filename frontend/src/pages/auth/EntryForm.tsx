// The frame of the forms by which one comes in: what was refused on top, the way in below.
import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import type { SubmitEventHandler, ReactNode } from 'react'
import { useProblemText } from '../../hooks/useProblemText'
import css from './Lobby.module.css'

interface EntryFormProps {
  error: Error | null
  isBusy: boolean
  /** What the button says. */
  submit: string
  onSubmit: SubmitEventHandler<HTMLFormElement>
  /** Stands above what was refused. */
  lead?: string
  children: ReactNode
  /** Stands below the button. */
  other?: ReactNode
}

export function EntryForm({ error, isBusy, submit, onSubmit, lead, children, other }: EntryFormProps) {
  const explain = useProblemText()
  return (
    <form className={css.form} noValidate onSubmit={onSubmit}>
      {lead && <p>{lead}</p>}
      {error && (
        <p className={css.refused} role="alert">
          {explain(error)}
        </p>
      )}
      {children}
      <Button
        type="submit"
        variant="filled"
        size="md"
        fullWidth
        loading={isBusy}
        rightSection={<IconArrowRight className="way" size={20} stroke={2.6} />}
      >
        {submit}
      </Button>
      {other && <p className={css.other}>{other}</p>}
    </form>
  )
}
