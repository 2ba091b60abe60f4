// Every page behind sign-in: its address and its chunk. A page added here appears in the navigation by itself
// (config/places.ts says where and for whom).
import type { RouteObject } from 'react-router'

type Load = NonNullable<RouteObject['lazy']>

export const appPages: Record<string, Load> = {
  '/tickets': () => import('../pages/tickets/TicketsPage'),
  '/tickets/new': () => import('../pages/new-ticket/NewTicketPage'),
  '/tickets/:ticket_id': () => import('../pages/ticket/TicketPage'),
  '/tasks': () => import('../pages/tasks/TasksPage'),
  '/tasks/:task_id': () => import('../pages/tasks/TaskPage'),
  '/rooms': () => import('../pages/rooms/RoomsPage'),
  '/rooms/:property_id': () => import('../pages/rooms/RoomsPage'),
  '/rooms/:property_id/:room_id': () => import('../pages/rooms/RoomsPage'),
  '/rooms/:property_id/:room_id/sign': () => import('../pages/rooms/SignPage'),
  '/people': () => import('../pages/people/PeoplePage'),
  '/people/:person_id': () => import('../pages/people/PersonPage'),
  '/profile': () => import('../pages/people/ProfilePage'),
  '/profile/notifications': () => import('../pages/preferences/PreferencesPage'),
  '/notifications': () => import('../pages/notifications/NotificationsPage'),
  '/settings/categories': () => import('../pages/settings/CategoriesPage'),
  '/settings/departments': () => import('../pages/settings/DepartmentsPage'),
  '/system': () => import('../pages/system/OverviewPage'),
  '/system/deliveries': () => import('../pages/system/deliveries/DeliveriesPage'),
  '/system/jobs': () => import('../pages/system/jobs/JobsPage'),
  '/system/email': () => import('../pages/system/email/EmailPage'),
  '/system/email/templates': () => import('../pages/system/templates/TemplatesPage'),
  '/system/email/templates/:template_key': () => import('../pages/system/templates/TemplatePage'),
  '/system/summary': () => import('../pages/system/summary/SummaryPage'),
  '/system/sms': () => import('../pages/system/channels/SmsPage'),
  '/system/push': () => import('../pages/system/channels/PushPage'),
  '/system/notifications': () => import('../pages/system/channels/NotificationsPage'),
}

/** Pages that need no account; they load nothing of the signed-in app. */
export const openPages: Record<string, Load> = {
  '/sign-in': () => import('../pages/auth/SignInPage'),
  '/register': () => import('../pages/auth/RegisterPage'),
  '/invitations/:token': () => import('../pages/auth/InvitationPage'),
  '/email-verifications/:token': () => import('../pages/auth/VerifyEmailPage'),
  '/q/:room_token': () => import('../pages/guest/ReportPage'),
  '/f/:follow_token': () => import('../pages/guest/FollowPage'),
}

export const isPage = (path: string) => path in appPages
