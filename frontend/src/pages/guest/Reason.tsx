// Why it is not fixed, in a guest's own words: nothing is sent without.
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'

interface ReasonProps {
  label: string
  /** What the button says. */
  send: string
  isBusy: boolean
  onSend: (reason: string) => void
}

export function Reason({ label, send, isBusy, onSend }: ReasonProps) {
  const [text, setText] = useState('')
  const reason = text.trim()
  return (
    <>
      <Textarea
        autosize
        autoFocus
        minRows={2}
        maxLength={2000}
        label={label}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button
        fullWidth
        variant="filled"
        h={60}
        fz={21}
        disabled={!reason}
        loading={isBusy}
        onClick={() => onSend(reason)}
      >
        {send}
      </Button>
    </>
  )
}
