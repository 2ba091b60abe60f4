// Oneself: name, phone, language, time zone, being away, and the password.
import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconBell, IconPencil } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { changePassword } from '../../api/people'
import { isProblem } from '../../api/problem'
import { Person } from '../../components/Marks'
import { paths } from '../../config/paths'
import { useSession } from '../../context/SessionContext'
import { usePersonName } from '../../hooks/usePersonName'
import { useProblemText } from '../../hooks/useProblemText'
import { useRoleName } from '../../hooks/useRoleName'
import { useTitle } from '../../hooks/useTitle'
import css from './Person.module.css'
import { PersonEdit } from './PersonDialogs'
import { PersonFacts } from './PersonFacts'
import { Stays } from './Stays'

const SHORTEST = 10
const LONGEST = 128

function Password() {
  const { t } = useTranslation('people')
  const explain = useProblemText()
  const form = useForm({
    initialValues: { current: '', next: '' },
    validate: {
      current: (value) => (value ? null : t('password.needed')),
      next: (value) => (value.length < SHORTEST || value.length > LONGEST ? t('password.length') : null),
    },
  })
  const changing = useMutation({
    mutationFn: ({ current, next }: typeof form.values) => changePassword({ current, new: next }),
    onSuccess: () => form.reset(),
  })
  const refused = isProblem(changing.error) ? changing.error.fieldError('current') : undefined
  const show = { 'aria-label': t('password.show') }
  return (
    <section aria-label={t('password.title')}>
      <h2>{t('password.title')}</h2>
      <form className={css.form} onSubmit={form.onSubmit((values) => changing.mutate(values))}>
        <PasswordInput
          mt={12}
          label={t('password.current')}
          autoComplete="current-password"
          visibilityToggleButtonProps={show}
          {...form.getInputProps('current')}
        />
        <PasswordInput
          label={t('password.next')}
          description={t('password.hint')}
          autoComplete="new-password"
          visibilityToggleButtonProps={show}
          {...form.getInputProps('next')}
        />
        {changing.error && (
          <p className={css.bad} role="alert">
            {refused ?? explain(changing.error)}
          </p>
        )}
        {changing.isSuccess && (
          <p className={css.good} role="status">
            {t('password.changed')}
          </p>
        )}
        <div>
          <Button type="submit" loading={changing.isPending}>
            {t('password.submit')}
          </Button>
        </div>
      </form>
    </section>
  )
}

export function Component() {
  const { t } = useTranslation('people')
  const { user } = useSession()
  const { full } = usePersonName()
  const roleName = useRoleName()
  const [isEditing, setEditing] = useState(false)
  useTitle(t('profile.title'))
  return (
    <article className={css.page} aria-label={t('profile.title')}>
      <header className={css.head}>
        <Person name={full(user)} size={52} />
        <div>
          <h1>{full(user)}</h1>
          <p>{roleName(user)}</p>
        </div>
        <div className={css.acts}>
          <Button component={Link} to={paths.notificationSettings} leftSection={<IconBell size={16} />}>
            {t('profile.reaches')}
          </Button>
          <Button leftSection={<IconPencil size={16} />} onClick={() => setEditing(true)}>
            {t('edit.open')}
          </Button>
        </div>
      </header>
      <PersonFacts person={user} />
      <Stays person={user} mayEdit={false} />
      <Password />
      {isEditing && <PersonEdit person={user} isOwn onClose={() => setEditing(false)} />}
    </article>
  )
}
