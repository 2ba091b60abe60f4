// What a template may speak of: each variable with what it is and an example; pressed, it goes where one writes.
import { useTranslation } from 'react-i18next'
import type { MailTemplate } from '../../../api/mailTemplates'
import css from '../mail/Mail.module.css'

interface Props {
  variables: MailTemplate['variables']
  onInsert: (name: string) => void
}

export function Variables({ variables, onInsert }: Props) {
  const { t } = useTranslation('systemMail')
  return (
    <section aria-label={t('templates.variables')}>
      <h2 className={css.label}>{t('templates.variables')}</h2>
      <ul className={css.variables}>
        {variables.map(({ name, about, example }) => (
          <li key={name}>
            <button type="button" aria-label={t('templates.insert', { name })} onClick={() => onInsert(name)}>
              {name}
            </button>
            <span>{about}</span>
            {example && <em>{t('templates.example', { example })}</em>}
          </li>
        ))}
      </ul>
    </section>
  )
}
