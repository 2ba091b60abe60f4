// One person: what they are and where, whether they are here; edited and deactivated by who may.
import { Button } from '@mantine/core'
import { IconPencil, IconUserOff } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { keys } from '../../api/keys'
import { patchPerson, personQuery } from '../../api/people'
import type { User } from '../../api/session'
import { Person } from '../../components/Marks'
import { ListSkeleton, LoadFailed, NotFound } from '../../components/States'
import { isProblem } from '../../api/problem'
import { useSession } from '../../context/SessionContext'
import { usePersonName } from '../../hooks/usePersonName'
import { useProblemText } from '../../hooks/useProblemText'
import { useRoleName } from '../../hooks/useRoleName'
import { useTitle } from '../../hooks/useTitle'
import css from './Person.module.css'
import { Deactivate, PersonEdit } from './PersonDialogs'
import { PersonFacts } from './PersonFacts'
import { Stays } from './Stays'

export function Component() {
  const { t } = useTranslation('people')
  const id = Number(useParams().person_id)
  const { data, error, refetch } = useQuery(personQuery(id))
  useTitle(data?.name ?? t('title'))
  if (data) return <Shown key={id} person={data} />
  if (isProblem(error) && error.status === 404) return <NotFound />
  if (error) return <LoadFailed error={error} onRetry={() => void refetch()} />
  return <ListSkeleton label={t('loading')} />
}

/** Gone: said so, with the way back. */
function Inactive({ person, mayEdit }: { person: User; mayEdit: boolean }) {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const explain = useProblemText()
  const back = useMutation({
    mutationFn: () => patchPerson(person, { is_active: true }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.users.all }),
  })
  return (
    <div className={css.off}>
      <p>{t('inactiveText')}</p>
      {back.error && <p role="alert">{explain(back.error)}</p>}
      {mayEdit && (
        <Button mt={8} loading={back.isPending} onClick={() => back.mutate()}>
          {t('reactivate')}
        </Button>
      )}
    </div>
  )
}

function Shown({ person }: { person: User }) {
  const { t } = useTranslation('people')
  const { can, user } = useSession()
  const { full } = usePersonName()
  const roleName = useRoleName()
  const [dialog, setDialog] = useState<'edit' | 'deactivate'>()
  const mayEdit = can('user:manage')
  const isOwn = user.id === person.id
  const close = () => setDialog(undefined)
  return (
    <article className={css.page} aria-label={full(person)}>
      <header className={css.head}>
        <Person name={full(person)} size={52} />
        <div>
          <h1>{full(person)}</h1>
          <p>{roleName(person)}</p>
        </div>
        <div className={css.acts}>
          {(mayEdit || isOwn) && (
            <Button leftSection={<IconPencil size={16} />} onClick={() => setDialog('edit')}>
              {t('edit.open')}
            </Button>
          )}
          {mayEdit && !isOwn && person.is_active && (
            <Button leftSection={<IconUserOff size={16} />} onClick={() => setDialog('deactivate')}>
              {t('deactivate.open')}
            </Button>
          )}
        </div>
      </header>
      {!person.is_active && <Inactive person={person} mayEdit={mayEdit} />}
      <PersonFacts person={person} />
      <Stays person={person} mayEdit={mayEdit} />
      {dialog === 'edit' && <PersonEdit person={person} isOwn={!mayEdit} onClose={close} />}
      {dialog === 'deactivate' && <Deactivate person={person} onClose={close} />}
    </article>
  )
}
