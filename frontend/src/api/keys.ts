// The query keys of the app, so that what is read and what is invalidated never drift apart.

type Filters = object

export const keys = {
  session: ['session'] as const,
  tickets: {
    all: ['tickets'] as const,
    lists: ['tickets', 'list'] as const,
    list: (filters: Filters) => ['tickets', 'list', filters] as const,
    counts: (filters: Filters) => ['tickets', 'counts', filters] as const,
    newest: (filters: Filters) => ['tickets', 'newest', filters] as const,
    one: (id: number) => ['tickets', 'one', id] as const,
    comments: (id: number) => ['tickets', 'one', id, 'comments'] as const,
    history: (id: number) => ['tickets', 'one', id, 'history'] as const,
    attachments: (id: number) => ['tickets', 'one', id, 'attachments'] as const,
    tasks: (id: number) => ['tickets', 'one', id, 'tasks'] as const,
  },
  tasks: {
    all: ['tasks'] as const,
    list: (filters: Filters) => ['tasks', 'list', filters] as const,
    one: (id: number) => ['tasks', 'one', id] as const,
  },
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
  guestRoom: (token: string) => ['guest', 'room', token] as const,
  followed: (token: string) => ['guest', 'followed', token] as const,
}
