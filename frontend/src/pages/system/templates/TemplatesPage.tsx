// The mails that the product sends, and which of them somebody rewrote.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { mailTemplates, type MailTemplateRow } from '../../../api/mailTemplates'
import { ListSkeleton, LoadFailed } from '../../../components/States'
import table from '../../../components/Table.module.css'
import { paths } from '../../../config/paths'
import { useFormat } from '../../../hooks/useFormat'
import { ConsoleDoor } from '../ConsoleDoor'
import { ConsolePage } from '../ConsolePage'
import css from '../System.module.css'

function Row({ template: { key, name, about, customised, updated_at: at } }: { template: MailTemplateRow }) {
  const { t } = useTranslation('systemMail')
  const { when } = useFormat()
  return (
    <tr>
      <th scope="row">
        <span className={css.two}>
          <Link to={paths.systemTemplate(key)}>
            <b>{name}</b>
          </Link>
          <span>{about}</span>
        </span>
      </th>
      <td>
        {customised ? (
          <b>{at ? t('templates.changed', { when: when(at) }) : t('templates.yours')}</b>
        ) : (
          <span className="quiet">{t('templates.original')}</span>
        )}
      </td>
    </tr>
  )
}

function Templates() {
  const { t } = useTranslation('systemMail')
  const { data, error, isPending, refetch } = useQuery(mailTemplates)
  return (
    <ConsolePage title={t('templates.title')} lead={t('templates.lead')}>
      <section className={css.block} aria-label={t('templates.title')}>
        {isPending && <ListSkeleton label={t('loading')} />}
        {error && <LoadFailed error={error} onRetry={() => void refetch()} />}
        {data && (
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('templates.mail')}</th>
                <th scope="col">{t('templates.whose')}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((template) => (
                <Row key={template.key} template={template} />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </ConsolePage>
  )
}

export const Component = () => (
  <ConsoleDoor>
    <Templates />
  </ConsoleDoor>
)
