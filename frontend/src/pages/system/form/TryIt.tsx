// Try it: sends a test with what is saved, and says what the other side answered, in its own words.
import { Button, TextInput } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TestResult } from '../../../api/emailSettings'
import { useFormat } from '../../../hooks/useFormat'
import { useProblemText } from '../../../hooks/useProblemText'
import css from '../System.module.css'

interface Props {
  /** The verb on the button. */
  act: string
  /** To whom; without it the test goes to one's own devices. */
  to?: { label: string; type: 'email' | 'tel'; start: string }
  /** What is not saved yet is not tested. */
  unsaved: number
  send: (to: string, key: string) => Promise<TestResult>
}

/** Numbers are written with spaces; they are dialled without. */
const plain = (address: string, type: 'email' | 'tel' | undefined) =>
  type === 'tel' ? address.replace(/[\s()/-]/g, '') : address.trim()

function Result({ result: { ok, words, seconds }, at }: { result: TestResult; at: number }) {
  const { t } = useTranslation('system')
  const { clock, number } = useFormat()
  return (
    <div className={css.result} data-ok={ok || undefined}>
      <p>
        <b>{ok ? t('try.ok') : t('try.refused')}</b>{' '}
        {t('try.took', { when: clock(new Date(at).toISOString()), seconds: number(seconds) })}
      </p>
      {words && <pre>{words}</pre>}
    </div>
  )
}

export function TryIt({ act, to, unsaved, send }: Props) {
  const { t } = useTranslation('system')
  const explain = useProblemText()
  const [address, setAddress] = useState(to?.start ?? '')
  const test = useMutation({ mutationFn: () => send(plain(address, to?.type), crypto.randomUUID()) })
  return (
    <section className={css.try} aria-label={t('try.title')}>
      <h2 className="label">{t('try.title')}</h2>
      {to && (
        <TextInput
          label={to.label}
          type={to.type}
          value={address}
          onChange={({ currentTarget }) => setAddress(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault() // It stands within the form of the settings, which is not what is sent.
            if (address.trim()) test.mutate()
          }}
        />
      )}
      <Button
        leftSection={<IconMailForward size={17} />}
        loading={test.isPending}
        disabled={to && !address.trim()}
        onClick={() => test.mutate()}
      >
        {act}
      </Button>
      {unsaved > 0 && <p className={css.hint}>{t('try.unsaved', { count: unsaved })}</p>}
      <div role="status" aria-busy={test.isPending}>
        {test.data && <Result result={test.data} at={test.submittedAt} />}
      </div>
      {test.error && (
        <p className={css.bad} role="alert">
          {explain(test.error)}
        </p>
      )}
    </section>
  )
}
