// Who one is: appearance, keys, sign out.
import { Menu, SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconBell, IconKeyboard, IconLogout, IconSettings, IconUser } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { signOut } from '../api/session'
import { paths } from '../config/paths'
import type { Place } from '../config/places'
import { forgetDrafts } from '../hooks/useDraft'
import { useFormat } from '../hooks/useFormat'
import css from './UserMenu.module.css'

const schemes = ['light', 'dark', 'auto'] as const
const isScheme = (value: string): value is MantineColorScheme => schemes.some((scheme) => scheme === value)

function SchemeSwitch() {
  const { t } = useTranslation('shell')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={css.scheme}>
      <span id="scheme" className="label">
        {t('menu.scheme')}
      </span>
      <SegmentedControl
        aria-labelledby="scheme"
        fullWidth
        value={colorScheme}
        onChange={(value) => isScheme(value) && setColorScheme(value)}
        data={schemes.map((value) => ({ value, label: t(`menu.${value}`) }))}
      />
    </div>
  )
}

interface Props {
  /** The button that opens it. */
  children: ReactNode
  onKeys: () => void
  /** Places that have no button of their own here. */
  places?: Place[]
  /** How much is unread, where the bell has no button of its own. */
  unread?: number
}

export function UserMenu({ children, onKeys, places = [], unread }: Props) {
  const { t } = useTranslation('shell')
  const { number } = useFormat()
  const leaving = useMutation({ mutationFn: signOut, onSettled: forgetDrafts })
  return (
    <Menu position="top-start" width={264} keepMounted={false}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {unread !== undefined && (
          <Menu.Item
            component={Link}
            to={paths.notifications}
            leftSection={<IconBell size={17} />}
            rightSection={unread > 0 && <b className={css.count}>{number(unread)}</b>}
          >
            {t('places.notifications')}
          </Menu.Item>
        )}
        {places.map(({ to, name, icon: Icon }) => (
          <Menu.Item key={name} component={Link} to={to} leftSection={<Icon size={17} />}>
            {t(name)}
          </Menu.Item>
        ))}
        {places.length > 0 && <Menu.Divider />}
        <SchemeSwitch />
        <Menu.Divider />
        <Menu.Item component={Link} to={paths.profile} leftSection={<IconUser size={17} />}>
          {t('menu.profile')}
        </Menu.Item>
        <Menu.Item component={Link} to={paths.notificationSettings} leftSection={<IconSettings size={17} />}>
          {t('menu.reaches')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={17} />} onClick={onKeys}>
          {t('menu.keys')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={17} />} onClick={() => leaving.mutate()}>
          {t('menu.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
