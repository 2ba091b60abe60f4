// Where one writes. Who will read it is said on its edge, its sign and its button; staff-only is hatched all along.
import { ActionIcon, Button, FileButton } from '@mantine/core'
import { IconEyeFilled, IconLockFilled, IconPhoto, IconSend, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { uploadFiles } from '../api/attachments'
import { writeComment } from '../api/comments'
import { keys } from '../api/keys'
import { useDraft } from '../hooks/useDraft'
import { useFormat } from '../hooks/useFormat'
import { shrinkPhoto } from '../hooks/shrinkPhoto'
import { useProblemText } from '../hooks/useProblemText'
import css from './Composer.module.css'

interface Props {
  ticketId: number
  /** Who reads what is public: the reporter's name, or the colleagues' for a guest. */
  to: string
  /** Whether one may write notes that guests never see. */
  mayWriteInternal: boolean
}

const firstName = (name: string) => name.split(' ')[0] ?? name

interface Words {
  body: string
  internal: boolean
}

/** Chosen files and the key of exactly this choice. */
interface Files {
  list: File[]
  key: string
}

const choice = (list: File[]): Files => ({ list, key: crypto.randomUUID() })

/** Sends the words, then the files that belong to them; a retry after a lost answer repeats neither. */
function useSend(ticketId: number, onSent: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ words, files, key }: { words: Words; files: Files; key: string }) => {
      const comment = words.body.trim() ? await writeComment(ticketId, words, key) : undefined
      if (!files.list.length) return
      const ready = await Promise.all(files.list.map(shrinkPhoto))
      await uploadFiles(ticketId, ready, files.key, comment && { comment_id: comment.id })
    },
    onSuccess: async () => {
      onSent()
      await client.invalidateQueries({ queryKey: keys.tickets.one(ticketId) })
      void client.invalidateQueries({ queryKey: keys.tickets.lists })
    },
  })
}

/** Mount it with `key={ticketId}`: each ticket has its own draft. */
export function Composer({ ticketId, to, mayWriteInternal }: Props) {
  const { t } = useTranslation(['tickets', 'common'])
  const { clock } = useFormat()
  const explain = useProblemText()
  const draft = useDraft<Words>(`comment.${ticketId}`, { body: '', internal: false })
  const [files, setFiles] = useState(() => choice([]))
  const sending = useSend(ticketId, () => {
    draft.clear()
    setFiles(choice([]))
  })
  const { body } = draft.value
  const internal = mayWriteInternal && draft.value.internal
  const name = firstName(to)

  // Photos alone are public: a staff note needs words, to which they belong.
  const isReady = body.trim() !== '' || (!internal && files.list.length > 0)

  const send = () => {
    if (!isReady || sending.isPending) return
    sending.mutate({ words: { body, internal }, files, key: draft.key })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send()
  }

  return (
    <form
      className={css.composer}
      data-readers={internal ? 'staff' : 'public'}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {internal && <span className={`${css.tape} hatch`} aria-hidden />}
      <div className={css.inner}>
        {mayWriteInternal && (
          <Readers
            name={name}
            internal={internal}
            onChange={(next) => draft.setValue({ body, internal: next })}
          />
        )}
        <textarea
          className={css.text}
          rows={2}
          aria-label={internal ? t('composer.staffLabel') : t('composer.publicLabel', { name })}
          placeholder={internal ? t('composer.staffPlaceholder') : t('composer.publicPlaceholder', { name })}
          value={body}
          onChange={(event) => draft.setValue({ body: event.currentTarget.value, internal })}
          onKeyDown={onKeyDown}
        />
        <Chosen
          files={files.list}
          onDrop={(file) => setFiles(choice(files.list.filter((other) => other !== file)))}
        />
        {sending.error && (
          <p className={css.failed} role="alert">
            {explain(sending.error)}
          </p>
        )}
        <div className={css.foot}>
          <FileButton
            multiple
            accept="image/*,application/pdf"
            onChange={(added) => setFiles(choice([...files.list, ...added]))}
          >
            {(props) => (
              <ActionIcon {...props} aria-label={t('composer.addPhotos')}>
                <IconPhoto size={19} />
              </ActionIcon>
            )}
          </FileButton>
          <span className={css.draft}>
            {body && draft.at && t('common:draft.kept', { when: clock(draft.at) })}
          </span>
          <Button
            type="submit"
            variant="filled"
            color={internal ? 'var(--mm-staff)' : 'var(--mm-ink)'}
            c={isReady ? 'var(--mm-surface)' : undefined}
            disabled={!isReady}
            loading={sending.isPending}
            leftSection={internal ? <IconLockFilled size={14} /> : <IconSend className="way" size={16} />}
          >
            {internal ? t('composer.sendStaff') : t('composer.send', { name })}
          </Button>
        </div>
      </div>
    </form>
  )
}

interface ReadersProps {
  name: string
  internal: boolean
  onChange: (internal: boolean) => void
}

function Readers({ name, internal, onChange }: ReadersProps) {
  const { t } = useTranslation(['tickets', 'common'])
  return (
    <div className={css.who} role="radiogroup" aria-label={t('composer.readers')}>
      <button type="button" role="radio" aria-checked={!internal} onClick={() => onChange(false)}>
        <IconEyeFilled size={15} aria-hidden />
        {t('composer.public', { name })}
      </button>
      <button type="button" role="radio" aria-checked={internal} onClick={() => onChange(true)}>
        <IconLockFilled size={14} aria-hidden />
        {t('common:staffOnly')}
      </button>
      {internal && <span className={css.hint}>{t('composer.staffHint', { name })}</span>}
    </div>
  )
}

function Chosen({ files, onDrop }: { files: File[]; onDrop: (file: File) => void }) {
  const { t } = useTranslation('tickets')
  if (!files.length) return null
  return (
    <ul className={css.files}>
      {files.map((file) => (
        <li key={`${file.name} ${file.lastModified}`}>
          <span className="clip">{file.name}</span>
          <button
            type="button"
            aria-label={t('composer.removePhoto', { name: file.name })}
            onClick={() => onDrop(file)}
          >
            <IconX size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
