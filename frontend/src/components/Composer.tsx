// Where one writes. Who will read it is said on its edge, its sign and its button; staff-only is hatched all along.
import { ActionIcon, Button, FileButton } from '@mantine/core'
import { IconAt, IconLockFilled, IconPhoto, IconSend } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { uploadFiles } from '../api/attachments'
import { writeComment } from '../api/comments'
import { keys } from '../api/keys'
import { stored, type Mentioned } from '../hooks/mentions'
import { useDraft } from '../hooks/useDraft'
import { useFormat } from '../hooks/useFormat'
import { shrinkPhoto } from '../hooks/shrinkPhoto'
import { useTellWriting } from '../hooks/usePresence'
import { useProblemText } from '../hooks/useProblemText'
import { isLost, useRetry } from '../hooks/useRetry'
import css from './Composer.module.css'
import { Chosen, Readers } from './ComposerParts'
import { WriteField } from './WriteField'

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
  /** Who was chosen after an `@`; whoever is still named when it is sent is mentioned. */
  mentioned?: Mentioned[]
}

/** Chosen files and the key of exactly this choice. */
interface Files {
  list: File[]
  key: string
}

interface Sent {
  words: Words
  files: Files
  key: string
}

const choice = (list: File[]): Files => ({ list, key: crypto.randomUUID() })

const asSent = ({ body, internal, mentioned = [] }: Words) => ({ body: stored(body, mentioned), internal })

/** Sends the words, then the files that belong to them; a retry after a lost answer repeats neither. */
function useSend(ticketId: number, onSent: (sent: Sent) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ words, files, key }: Sent) => {
      const comment = words.body.trim() ? await writeComment(ticketId, asSent(words), key) : undefined
      if (!files.list.length) return
      const ready = await Promise.all(files.list.map(shrinkPhoto))
      await uploadFiles(ticketId, ready, files.key, comment && { comment_id: comment.id })
    },
    onSuccess: async (_, sent) => {
      onSent(sent)
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
  const sending = useSend(ticketId, (sent) => {
    // What was written since then stays.
    if (sent.key === draft.key) draft.clear()
    if (sent.files.key === files.key) setFiles(choice([]))
  })
  const field = useRef<HTMLTextAreaElement>(null)
  const { typed, stopped } = useTellWriting(ticketId, mayWriteInternal)
  const { body, mentioned = [] } = draft.value
  const internal = mayWriteInternal && draft.value.internal
  const name = firstName(to)

  // Photos alone are public: a staff note needs words, to which they belong.
  const isReady = body.trim() !== '' || (!internal && files.list.length > 0)

  const send = () => {
    if (!isReady || sending.isPending) return
    stopped()
    sending.mutate({ words: { body, internal, mentioned }, files, key: draft.key })
  }
  // What could not go for want of a signal goes by itself, as it was when it was sent.
  const isAsSent = sending.variables?.key === draft.key
  useRetry(isAsSent ? sending.error : null, () => sending.variables && sending.mutate(sending.variables))
  const write = (text: string, person?: Mentioned) => {
    draft.setValue({ body: text, internal, mentioned: person ? [...mentioned, person] : mentioned })
    typed()
  }
  /** An `@` at the caret: the list of people opens. */
  const mention = () => {
    const at = field.current?.selectionEnd ?? body.length
    const sign = /(^|\s)$/.test(body.slice(0, at)) ? '@' : ' @'
    write(body.slice(0, at) + sign + body.slice(at))
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(at + sign.length, at + sign.length)
    })
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
            onChange={(next) => draft.setValue({ body, internal: next, mentioned })}
          />
        )}
        <WriteField
          fieldRef={field}
          ticketId={ticketId}
          internal={internal}
          label={internal ? t('composer.staffLabel') : t('composer.publicLabel', { name })}
          placeholder={internal ? t('composer.staffPlaceholder') : t('composer.publicPlaceholder', { name })}
          value={body}
          mentioned={mentioned}
          onChange={write}
          onKeyDown={onKeyDown}
          onBlur={stopped}
        />
        <Chosen
          files={files.list}
          onDrop={(file) => setFiles(choice(files.list.filter((other) => other !== file)))}
        />
        {sending.error && (
          <p className={isLost(sending.error) ? css.waits : css.failed} role="alert">
            {isLost(sending.error) ? t('composer.waits') : explain(sending.error)}
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
          <ActionIcon aria-label={t('composer.mention')} onClick={mention}>
            <IconAt size={19} />
          </ActionIcon>
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
