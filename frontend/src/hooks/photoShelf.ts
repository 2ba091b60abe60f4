// Photos of a draft, kept on the device: opening the camera makes some phones throw the page away.
const DATABASE = 'mm.photos'
const SHELF = 'photos'

function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(DATABASE, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF)
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error ?? new Error('indexedDB'))
  })
}

async function ask<Answer>(
  mode: IDBTransactionMode,
  what: (shelf: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer | undefined> {
  try {
    const database = await open()
    return await new Promise((done, fail) => {
      const asked = what(database.transaction(SHELF, mode).objectStore(SHELF))
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => fail(asked.error ?? new Error('indexedDB'))
    })
  } catch {
    return undefined // No such storage here (private window): photos last as long as the page.
  }
}

const isPhotos = (value: unknown): value is File[] =>
  Array.isArray(value) && value.every((one) => one instanceof File)

export const photoShelf = {
  async read(name: string): Promise<File[]> {
    const kept: unknown = await ask('readonly', (shelf) => shelf.get(name))
    return isPhotos(kept) ? kept : []
  },
  async keep(name: string, photos: File[]) {
    if (photos.length) await ask('readwrite', (shelf) => shelf.put(photos, name))
    else await ask('readwrite', (shelf) => shelf.delete(name))
  },
}
