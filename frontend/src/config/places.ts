// The places of the navigation, and who sees them. Only places with a page (config/routes.ts) are ever shown.
import {
  IconBuilding,
  IconCategory,
  IconChecklist,
  IconDeviceMobileMessage,
  IconHome,
  IconMail,
  IconMessage,
  IconPlus,
  IconReportAnalytics,
  IconSend,
  IconServerCog,
  IconShieldHalf,
  IconSitemap,
  IconStack2,
  IconTemplate,
  IconTicket,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'
import type { ParseKeys } from 'i18next'
import type { Session } from '../context/SessionContext'
import { paths } from './paths'
import { isPage } from './routes'

export interface Place {
  to: string
  name: ParseKeys<'shell'>
  icon: Icon
  isFor: (session: Session) => boolean
  /** Within reach of a thumb: at most four on a phone's bar. */
  onPhone?: boolean
  /** Listed under Settings. */
  isSetting?: boolean
}

const places: Place[] = [
  {
    to: paths.tickets,
    name: 'places.tickets',
    icon: IconTicket,
    isFor: ({ isGuest }) => !isGuest,
    onPhone: true,
  },
  {
    to: paths.tickets,
    name: 'places.requests',
    icon: IconTicket,
    isFor: ({ isGuest }) => isGuest,
    onPhone: true,
  },
  { to: paths.newTicket, name: 'newRequest', icon: IconPlus, isFor: ({ isGuest }) => isGuest, onPhone: true },
  {
    to: paths.tasks,
    name: 'places.tasks',
    icon: IconChecklist,
    isFor: ({ isGuest, can, user }) => !isGuest && can('task:read') && user.role !== 'staff',
    onPhone: true,
  },
  {
    to: paths.tasks,
    name: 'places.myDay',
    icon: IconChecklist,
    isFor: ({ user, can }) => user.role === 'staff' && can('task:read'),
    onPhone: true,
  },
  {
    to: paths.rooms,
    name: 'places.rooms',
    icon: IconBuilding,
    isFor: ({ isGuest, can }) => !isGuest && can('room:read'),
    onPhone: true,
  },
  { to: paths.rooms, name: 'places.myRoom', icon: IconHome, isFor: ({ isGuest }) => isGuest, onPhone: true },
  {
    to: paths.people,
    name: 'places.people',
    icon: IconUsers,
    isFor: ({ isGuest, can }) => !isGuest && can('user:read'),
  },
  {
    to: paths.categories,
    name: 'places.categories',
    icon: IconCategory,
    isFor: ({ can }) => can('category:manage'),
    isSetting: true,
  },
  {
    to: paths.departments,
    name: 'places.departments',
    icon: IconSitemap,
    isFor: ({ can }) => can('department:manage'),
    isSetting: true,
  },
  {
    to: paths.system,
    name: 'places.system',
    icon: IconServerCog,
    isFor: ({ can }) => can('settings:manage'),
    isSetting: true,
  },
]

const runsIt = ({ can }: Session) => can('settings:manage')

/** The rooms of the System Console, in the order of its directory. */
const consoleRooms: Place[] = [
  { to: paths.systemEmail, name: 'console.email', icon: IconMail, isFor: runsIt },
  { to: paths.systemTemplates, name: 'console.templates', icon: IconTemplate, isFor: runsIt },
  { to: paths.systemSummary, name: 'console.summary', icon: IconReportAnalytics, isFor: runsIt },
  { to: paths.systemSms, name: 'console.sms', icon: IconMessage, isFor: runsIt },
  { to: paths.systemPush, name: 'console.push', icon: IconDeviceMobileMessage, isFor: runsIt },
  { to: paths.systemNotifications, name: 'console.notifications', icon: IconShieldHalf, isFor: runsIt },
  { to: paths.systemDeliveries, name: 'console.deliveries', icon: IconSend, isFor: runsIt },
  { to: paths.systemJobs, name: 'console.jobs', icon: IconStack2, isFor: runsIt },
]

const shown = (all: Place[], session: Session) => all.filter(({ to, isFor }) => isPage(to) && isFor(session))

export const placesFor = (session: Session) => shown(places, session)

export const consoleFor = (session: Session) => shown(consoleRooms, session)

/** Whether one may report something, and there is a page for it. */
export const mayReport = ({ can }: Session) => isPage(paths.newTicket) && can('ticket:report')
