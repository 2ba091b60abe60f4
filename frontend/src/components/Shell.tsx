// The frame of the signed-in app: the directory at the start (where to go, and the building), the page at the end.
import { useHotkeys } from '@mantine/hooks'
import { Suspense, useState } from 'react'
import { Outlet, useNavigate } from 'react-router'
import { paths } from '../config/paths'
import { mayReport, placesFor } from '../config/places'
import { useSession } from '../context/SessionContext'
import { useGoKeys } from '../hooks/useGoKeys'
import { useWorker } from '../hooks/useWorker'
import { useIsPhone } from '../hooks/useScreen'
import { CommandPalette } from './CommandPalette'
import { Directory } from './Directory'
import { KeySheet } from './KeySheet'
import { NewVersion } from './NewVersion'
import { OfflineBar } from './OfflineBar'
import { PhoneBar } from './PhoneBar'
import css from './Shell.module.css'
import { PAGE_ID, SkipLink } from './SkipLink'

type Overlay = 'palette' | 'keys' | null

export function Shell() {
  const isPhone = useIsPhone()
  const session = useSession()
  const navigate = useNavigate()
  const [overlay, setOverlay] = useState<Overlay>(null)
  const places = placesFor(session)
  useGoKeys([...places.map(({ to }) => to), paths.notifications])
  useWorker()
  useHotkeys([
    ['mod+K', () => setOverlay('palette')],
    ['shift+?', () => setOverlay('keys')],
    ['C', () => mayReport(session) && void navigate(paths.newTicket)],
  ])
  const onKeys = () => setOverlay('keys')
  return (
    <div className={isPhone ? css.phone : css.frame}>
      <SkipLink />
      {!isPhone && <Directory places={places} onFind={() => setOverlay('palette')} onKeys={onKeys} />}
      <div className={css.bars}>
        <OfflineBar />
        <NewVersion />
      </div>
      <main id={PAGE_ID} className={css.page} tabIndex={-1}>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
      {isPhone && <PhoneBar places={places} onKeys={onKeys} />}
      {overlay === 'palette' && <CommandPalette onClose={() => setOverlay(null)} />}
      <KeySheet opened={overlay === 'keys'} onClose={() => setOverlay(null)} />
    </div>
  )
}
