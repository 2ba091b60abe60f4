// The report itself: photo, what, send. Everything stays on the device until the server has it.
import { Button, Checkbox, TextInput, Textarea } from '@mantine/core'
import { IconArrowRight, IconChevronDown } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { reportFromRoom, tokenOf, type GuestReport, type GuestRoom } from '../../api/guest'
import { isProblem } from '../../api/problem'
import { paths } from '../../config/paths'
import { useDraft } from '../../hooks/useDraft'
import { useEarlier } from '../../hooks/useEarlier'
import { usePhotos } from '../../hooks/usePhotos'
import { isLost, useRetry } from '../../hooks/useRetry'
import { describe } from './describe'
import css from './Guest.module.css'
import { Danger } from './GuestStates'
import { kindName, Kinds } from './Kinds'
import { NotSent } from './NotSent'
import { Photos } from './Photos'

interface Said {
  words: string
  category_id: number | null
  name: string
  email: string
  phone: string
  /** They agreed to be written to at that number. */
  sms?: boolean
}

const nothing: Said = { words: '', category_id: null, name: '', email: '', phone: '' }

export function ReportForm({ token, at }: { token: string; at: GuestRoom }) {
  const { t, i18n } = useTranslation('guest')
  const navigate = useNavigate()
  const { remember } = useEarlier(token)
  const name = `report.${token}`
  const { value: said, setValue, key, touch, clear } = useDraft(name, nothing)
  const kept = usePhotos(name, touch)
  const { photos } = kept
  const kind = at.categories.find(({ id }) => id === said.category_id)

  const report = (): GuestReport => {
    const { words, category_id, name, email, phone } = said
    const sms_consent = said.sms === true && phone.trim() !== ''
    const fallback = kind ? kindName(kind, i18n.language) : t('seePhoto')
    return {
      ...describe(words, fallback),
      category_id,
      name,
      email: email.trim(),
      phone: phone.trim(),
      sms_consent,
    }
  }
  const sending = useMutation({
    mutationFn: () => reportFromRoom(token, report(), photos, key),
    onSuccess: ({ follow_url }) => {
      remember(tokenOf(follow_url), report().title)
      clear()
      kept.clear()
      void navigate(paths.guestFollow(tokenOf(follow_url)), { replace: true })
    },
  })
  useRetry(sending.error, () => sending.mutate())

  const isSaid = photos.length > 0 || kind !== undefined || said.words.trim() !== ''
  const refused = (field: string) => (isProblem(sending.error) ? sending.error.fieldError(field) : undefined)
  const smsRefused = refused('sms_consent')
  const field = (of: 'name' | 'email' | 'phone') => ({
    value: said[of],
    error: refused(of),
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      setValue({ ...said, [of]: currentTarget.value }),
  })
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isSaid) sending.mutate()
      }}
    >
      <Photos kept={kept} />
      <Kinds
        kinds={at.categories}
        chosen={said.category_id}
        onChoose={(category_id) => setValue({ ...said, category_id })}
      />
      <Textarea
        className={css.words}
        variant="unstyled"
        autosize
        aria-label={t('more')}
        placeholder={t('more')}
        maxLength={20_000}
        value={said.words}
        onChange={({ currentTarget }) => setValue({ ...said, words: currentTarget.value })}
      />
      <details
        className={css.reach}
        open={Boolean(refused('email') ?? refused('phone') ?? smsRefused) || undefined}
      >
        <summary>
          {t('reach.title')}
          <IconChevronDown size={18} aria-hidden />
        </summary>
        <div>
          <p>{t('reach.why')}</p>
          <TextInput size="md" label={t('reach.name')} autoComplete="name" {...field('name')} />
          <TextInput
            size="md"
            type="email"
            label={t('reach.email')}
            autoComplete="email"
            {...field('email')}
          />
          <TextInput size="md" type="tel" label={t('reach.phone')} autoComplete="tel" {...field('phone')} />
          {said.phone.trim() !== '' && (
            <Checkbox
              label={t('reach.sms')}
              checked={said.sms === true}
              error={smsRefused}
              onChange={({ currentTarget }) => setValue({ ...said, sms: currentTarget.checked })}
            />
          )}
        </div>
      </details>
      <footer className={css.send}>
        {sending.error && <NotSent error={sending.error} />}
        <Button
          type="submit"
          fullWidth
          variant="filled"
          h={60}
          fz={22}
          disabled={!isSaid || kept.isBusy}
          loading={sending.isPending}
          rightSection={<IconArrowRight className="way" size={26} stroke={2.6} />}
        >
          {isLost(sending.error) ? t('sendNow') : t('send')}
        </Button>
        <p>
          {t('noAccount')} <Danger />
        </p>
      </footer>
    </form>
  )
}
