// Everything that was said and shown, oldest first, and the place to say more.
import { useTranslation } from 'react-i18next'
import type { FollowedTicket } from '../../api/guest'
import { Attachments } from '../../components/Attachments'
import { Markdown } from '../../components/Markdown'
import { useFormat } from '../../hooks/useFormat'
import { usePersonName } from '../../hooks/usePersonName'
import { entriesOf } from './entries'
import css from './Follow.module.css'
import { Write } from './Write'

export function Talk({ token, ticket }: { token: string; ticket: FollowedTicket }) {
  const { t } = useTranslation('guest')
  const { when, full: wholeDate } = useFormat()
  const { full } = usePersonName()
  return (
    <>
      <section className={css.talk} aria-label={t('talk')}>
        <h2>{t('talk')}</h2>
        <ol>
          {entriesOf(ticket).map(({ key, at, who, text, attachments }) => (
            <li key={key}>
              <p className={css.who}>
                <b>{who.id === ticket.reporter.id ? t('you') : full(who)}</b>
                <time dateTime={at} title={wholeDate(at)}>
                  {when(at)}
                </time>
              </p>
              {text && (
                <div className={css.text}>
                  <Markdown text={text} />
                </div>
              )}
              <Attachments items={attachments} />
            </li>
          ))}
        </ol>
      </section>
      <Write token={token} />
    </>
  )
}
