// A word or a photo to whoever has it; kept on the device until it is sent.
import { Button, Textarea } from '@mantine/core'
import { IconCamera, IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { addPhotos, sayMore } from '../../api/guest'
import { useDraft } from '../../hooks/useDraft'
import { usePhotos } from '../../hooks/usePhotos'
import { useRetry } from '../../hooks/useRetry'
import css from './Follow.module.css'
import guest from './Guest.module.css'
import { NotSent } from './NotSent'
import { ChoosePhotos, Shot } from './Photos'
import { useKeepFollowed } from './useFollowed'

export const WRITE_ID = 'write'

/** Words and photos are two requests with a key each, so that neither is sent twice when one fails. */
function useSend(token: string) {
  const keep = useKeepFollowed(token)
  const words = useDraft(`follow.${token}`, '')
  const photoDraft = useDraft(`follow.${token}.photos`, 0)
  const kept = usePhotos(`follow.${token}`, photoDraft.touch)
  const sending = useMutation({
    mutationFn: async () => {
      const body = words.value.trim()
      if (body) {
        keep(await sayMore(token, body, words.key))
        words.clear()
      }
      if (kept.photos.length) {
        keep(await addPhotos(token, kept.photos, photoDraft.key))
        photoDraft.clear()
        kept.clear()
      }
    },
  })
  useRetry(sending.error, () => sending.mutate())
  return { words, kept, sending }
}

export function Write({ token }: { token: string }) {
  const { t } = useTranslation('guest')
  const { words, kept, sending } = useSend(token)
  const isSaid = words.value.trim() !== '' || kept.photos.length > 0
  const isReady = isSaid && !kept.isBusy
  return (
    <form
      className={`${css.composer} ${guest.composer}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (isSaid) sending.mutate()
      }}
    >
      <Textarea
        id={WRITE_ID}
        variant="unstyled"
        autosize
        maxLength={20_000}
        aria-label={t('write')}
        placeholder={t('write')}
        value={words.value}
        onChange={({ currentTarget }) => words.setValue(currentTarget.value)}
      />
      {kept.photos.length > 0 && (
        <ul className={css.files} aria-label={t('photo.label')}>
          {kept.photos.map((photo) => (
            <Shot
              key={`${photo.name} ${photo.lastModified} ${photo.size}`}
              photo={photo}
              onRemove={() => kept.remove(photo)}
            />
          ))}
        </ul>
      )}
      {kept.tooLarge.map((name) => (
        <p key={name} className={guest.large} role="alert">
          {t('photo.tooLarge', { name })}
        </p>
      ))}
      {sending.error && <NotSent error={sending.error} />}
      <div className={css.foot}>
        <div className={guest.another} style={{ inlineSize: 116 }} aria-busy={kept.isBusy}>
          <IconCamera size={20} aria-hidden />
          <span aria-hidden>{t('photo.add')}</span>
          <ChoosePhotos label={t('photo.add')} onChoose={(files) => void kept.add(files)} />
        </div>
        <Button
          type="submit"
          h={54}
          fz={18}
          variant="filled"
          color="var(--mm-ink)"
          c={isReady ? 'var(--mm-surface)' : 'var(--mm-ink-3)'}
          disabled={!isReady}
          loading={sending.isPending}
          leftSection={<IconSend size={20} />}
        >
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
