// Every key there is, on one sheet (?).
import { Modal } from '@mantine/core'
import type { ParseKeys } from 'i18next'
import { useTranslation } from 'react-i18next'
import css from './Overlays.module.css'

type Name = ParseKeys<'shell'>

const sheet: [Name, [string[], Name][]][] = [
  [
    'keys.go',
    [
      [['⌘', 'K'], 'keys.palette'],
      [['G', 'T'], 'keys.goTickets'],
      [['G', 'M'], 'keys.goTasks'],
      [['G', 'R'], 'keys.goRooms'],
      [['G', 'N'], 'keys.goNotifications'],
      [['C'], 'keys.newTicket'],
    ],
  ],
  [
    'keys.list',
    [
      [['J', 'K'], 'keys.move'],
      [['X'], 'keys.select'],
      [['Enter'], 'keys.open'],
      [['/'], 'keys.filter'],
      [['E'], 'keys.read'],
      [['?'], 'keys.sheet'],
    ],
  ],
]

export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['shell', 'common'])
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={560}
      title={t('keys.title')}
      classNames={{ title: css.title, header: css.header }}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <div className={css.keys}>
        {sheet.map(([name, rows]) => (
          <section key={name}>
            <h3>{t(name)}</h3>
            <dl>
              {rows.map(([keys, does]) => (
                <div key={does}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{t(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
