// Every address within the app, in one place; pages link by these and never by hand-written strings.

export const paths = {
  home: '/',
  signIn: '/sign-in',
  register: '/register',
  invitation: (token: string) => `/invitations/${token}`,
  emailVerification: (token: string) => `/email-verifications/${token}`,
  tickets: '/tickets',
  ticket: (id: number) => `/tickets/${id}`,
  newTicket: '/tickets/new',
  tasks: '/tasks',
  task: (id: number) => `/tasks/${id}`,
  rooms: '/rooms',
  property: (id: number) => `/rooms/${id}`,
  room: (propertyId: number, id: number) => `/rooms/${propertyId}/${id}`,
  people: '/people',
  person: (id: number) => `/people/${id}`,
  profile: '/profile',
  notifications: '/notifications',
  notificationSettings: '/profile/notifications',
  categories: '/settings/categories',
  departments: '/settings/departments',
  system: '/system',
  systemDeliveries: '/system/deliveries',
  systemJobs: '/system/jobs',
  systemEmail: '/system/email',
  systemTemplates: '/system/email/templates',
  systemTemplate: (key: string) => `/system/email/templates/${key}`,
  systemSummary: '/system/summary',
  systemSms: '/system/sms',
  systemPush: '/system/push',
  systemNotifications: '/system/notifications',
  guestReport: (roomToken: string) => `/q/${roomToken}`,
  guestFollow: (followToken: string) => `/f/${followToken}`,
}

/** The sign-in page that leads back to where one was. */
export const signInFrom = (here: string) =>
  here === '/' ? paths.signIn : `${paths.signIn}?next=${encodeURIComponent(here)}`

/** Where `?next=` leads: only ever into this app, never to another origin. */
export const safeNext = (next: string | null) =>
  next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : paths.home
