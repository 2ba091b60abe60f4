// Rooms from a table: tried first, nothing saved; what can't be taken is shown as it was written, with why.
import { Button, Modal } from '@mantine/core'
import { IconAlertTriangleFilled, IconFileImport } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState, type ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Property } from '../../api/properties'
import { importRooms, type ImportResult } from '../../api/rooms'
import overlay from '../../components/Overlays.module.css'
import { useToast } from '../../context/ToastContext'
import { useFormat } from '../../hooks/useFormat'
import { useFocusBack } from '../../hooks/useFocusBack'
import { useProblemText } from '../../hooks/useProblemText'
import css from './Import.module.css'
import { useReadAgain } from './RoomDialogs'
import { tableLines } from './tableLines'

interface Tried {
  table: File
  lines: string[]
  result: ImportResult
}

const newKey = () => crypto.randomUUID()

function useImport(property: Property, onDone: (created: number) => void) {
  const readAgain = useReadAgain()
  const trying = useMutation({
    mutationFn: async (table: File): Promise<Tried> => ({
      table,
      lines: await tableLines(table),
      result: await importRooms(property.id, table, true, newKey()),
    }),
  })
  const [key] = useState(newKey)
  const taking = useMutation({
    mutationFn: (table: File) => importRooms(property.id, table, false, key),
    onSuccess: async ({ created }) => {
      await readAgain()
      onDone(created)
    },
  })
  return { trying, taking }
}

function Choose({ onChoose, isAgain }: { onChoose: (table: File) => void; isAgain: boolean }) {
  const { t } = useTranslation('rooms')
  const choose = ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
    const table = input.files?.[0]
    input.value = ''
    if (table) onChoose(table)
  }
  const label = isAgain ? t('import.again') : t('import.choose')
  return (
    <div className={css.choose}>
      <IconFileImport size={26} aria-hidden />
      <span aria-hidden>{label}</span>
      <small>{t('import.columns')}</small>
      <input type="file" accept=".csv,.xlsx,text/csv" aria-label={label} onChange={choose} />
    </div>
  )
}

function Sums({ result: { rows, errors } }: { result: ImportResult }) {
  const { t } = useTranslation('rooms')
  const { number } = useFormat()
  const bad = new Set(errors.map(({ line }) => line)).size
  const good = rows - new Set(errors.filter(({ code }) => isOfName(code)).map(({ line }) => line)).size
  return (
    <dl className={css.sums}>
      <div>
        <dt>{t('import.lines')}</dt>
        <dd>{number(good + bad)}</dd>
      </div>
      <div>
        <dt>{t('import.new')}</dt>
        <dd>{number(good)}</dd>
      </div>
      <div data-bad={bad > 0 || undefined}>
        <dt>{t('import.bad')}</dt>
        <dd>{number(bad)}</dd>
      </div>
    </dl>
  )
}

/** Lines that are well written, but whose name is taken: the server counts them among its rows. */
const isOfName = (code: string) => code === 'name_taken' || code === 'duplicate'

function BadLines({ tried: { lines, result } }: { tried: Tried }) {
  const { t } = useTranslation('rooms')
  return (
    <>
      <h3 className={css.title}>{t('import.mend')}</h3>
      <ol className={css.bad}>
        {result.errors.map(({ line, column, message }) => (
          <li key={`${line} ${column ?? ''} ${message}`}>
            <b>
              <IconAlertTriangleFilled size={15} aria-hidden />
              {column ? t('import.lineColumn', { line, column }) : t('import.line', { line })}
            </b>
            {lines[line - 1] && <code>{lines[line - 1]}</code>}
            <p>{message}</p>
          </li>
        ))}
      </ol>
    </>
  )
}

export function ImportDialog({ property, onClose }: { property: Property; onClose: () => void }) {
  useFocusBack()
  const { t } = useTranslation(['rooms', 'common'])
  const toast = useToast()
  const explain = useProblemText()
  const { trying, taking } = useImport(property, (created) => {
    toast({ title: t('import.done', { count: created }) })
    onClose()
  })
  const tried = trying.data
  const error = trying.error ?? taking.error
  const hasBad = !!tried?.result.errors.length
  return (
    <Modal
      opened
      onClose={onClose}
      size={620}
      closeOnClickOutside={false}
      title={tried ? tried.table.name : t('import.title', { property: property.name })}
      classNames={{ title: overlay.title, header: overlay.header }}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <div className={overlay.form} aria-busy={trying.isPending}>
        {tried && (
          <>
            <p className={css.tried}>{t('import.tried')}</p>
            <Sums result={tried.result} />
            {hasBad && <BadLines tried={tried} />}
          </>
        )}
        {(!tried || hasBad) && <Choose isAgain={hasBad} onChoose={(table) => trying.mutate(table)} />}
        {error && (
          <p className={overlay.problem} role="alert">
            {explain(error)}
          </p>
        )}
        <div className={overlay.actions}>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          {tried && !hasBad && (
            <Button
              variant="filled"
              disabled={!tried.result.rows}
              loading={taking.isPending}
              onClick={() => taking.mutate(tried.table)}
            >
              {t('import.take', { count: tried.result.rows })}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}
