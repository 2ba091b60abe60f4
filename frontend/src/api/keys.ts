// The query keys of the app, so that what is read and what is invalidated never drift apart.

type Filters = object

export const keys = {
  session: ['session'] as const,
  tickets: {
    all: ['tickets'] as const,
    lists: ['tickets', 'list'] as const,
    list: (filters: Filters) => ['tickets', 'list', filters] as const,
    counts: (filters: Filters) => ['tickets', 'counts', filters] as const,
    sums: ['tickets', 'counts'] as const,
    newest: (filters: Filters) => ['tickets', 'newest', filters] as const,
    newests: ['tickets', 'newest'] as const,
    ones: ['tickets', 'one'] as const,
    one: (id: number) => ['tickets', 'one', id] as const,
    comments: (id: number) => ['tickets', 'one', id, 'comments'] as const,
    history: (id: number) => ['tickets', 'one', id, 'history'] as const,
    attachments: (id: number) => ['tickets', 'one', id, 'attachments'] as const,
    tasks: (id: number) => ['tickets', 'one', id, 'tasks'] as const,
    watchers: (id: number) => ['tickets', 'one', id, 'watchers'] as const,
    mentionable: (id: number, asked: { q: string; internal: boolean }) =>
      ['tickets', 'one', id, 'mentionable', asked] as const,
  },
  tasks: {
    all: ['tasks'] as const,
    lists: ['tasks', 'list'] as const,
    ones: ['tasks', 'one'] as const,
    list: (filters: Filters) => ['tasks', 'list', filters] as const,
    one: (id: number) => ['tasks', 'one', id] as const,
  },
  notifications: {
    all: ['notifications'] as const,
    lists: ['notifications', 'list'] as const,
    list: (filters: Filters) => ['notifications', 'list', filters] as const,
    counts: ['notifications', 'counts'] as const,
  },
  preferences: ['preferences'] as const,
  devices: ['devices'] as const,
  pushKey: ['push-key'] as const,
  subscription: ['push-subscription'] as const,
  properties: {
    all: ['properties'] as const,
    list: ['properties', 'list'] as const,
    one: (id: number) => ['properties', 'one', id] as const,
    rooms: (id: number) => ['properties', 'one', id, 'rooms'] as const,
    room: (id: number, roomId: number) => ['properties', 'one', id, 'room', roomId] as const,
  },
  users: {
    all: ['users'] as const,
    list: (filters: Filters) => ['users', 'list', filters] as const,
    one: (id: number) => ['users', 'one', id] as const,
  },
  roles: ['roles'] as const,
  departments: ['departments'] as const,
  categories: ['categories'] as const,
  deliveries: {
    all: ['deliveries'] as const,
    list: (filters: Filters) => ['deliveries', 'list', filters] as const,
    counts: ['deliveries', 'counts'] as const,
    one: (id: number) => ['deliveries', 'one', id] as const,
  },
  jobs: {
    all: ['jobs'] as const,
    list: (filters: Filters) => ['jobs', 'list', filters] as const,
    counts: ['jobs', 'counts'] as const,
    one: (id: number) => ['jobs', 'one', id] as const,
  },
  settings: (topic: string) => ['settings', topic] as const,
  mailTemplates: {
    all: ['mail-templates'] as const,
    one: (key: string) => ['mail-templates', key] as const,
    preview: (key: string, text: Filters) => ['mail-preview', key, text] as const,
  },
  summaries: {
    all: ['summaries'] as const,
    list: ['summaries', 'list'] as const,
    preview: (day: string | undefined) => ['summaries', 'preview', day] as const,
    sending: ['summaries', 'sending'] as const,
  },
  guestRoom: (token: string) => ['guest', 'room', token] as const,
  followed: (token: string) => ['guest', 'followed', token] as const,
}
