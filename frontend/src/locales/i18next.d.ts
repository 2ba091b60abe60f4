// Keys are typed from the English catalogues. A new namespace is one JSON file and one line here.
import type auth from './en/auth.json'
import type common from './en/common.json'
import type guest from './en/guest.json'
import type newTicket from './en/newTicket.json'
import type notifications from './en/notifications.json'
import type people from './en/people.json'
import type picker from './en/picker.json'
import type preferences from './en/preferences.json'
import type problems from './en/problems.json'
import type rooms from './en/rooms.json'
import type settings from './en/settings.json'
import type shell from './en/shell.json'
import type system from './en/system.json'
import type systemLedger from './en/systemLedger.json'
import type systemMail from './en/systemMail.json'
import type tasks from './en/tasks.json'
import type ticket from './en/ticket.json'
import type tickets from './en/tickets.json'
import type uploads from './en/uploads.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    returnNull: false
    resources: {
      auth: typeof auth
      common: typeof common
      guest: typeof guest
      newTicket: typeof newTicket
      notifications: typeof notifications
      people: typeof people
      picker: typeof picker
      preferences: typeof preferences
      problems: typeof problems
      rooms: typeof rooms
      settings: typeof settings
      shell: typeof shell
      system: typeof system
      systemLedger: typeof systemLedger
      systemMail: typeof systemMail
      tasks: typeof tasks
      ticket: typeof ticket
      tickets: typeof tickets
      uploads: typeof uploads
    }
  }
}
