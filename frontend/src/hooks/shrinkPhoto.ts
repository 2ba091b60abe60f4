// A phone's photo is often ten times as large as anyone looks at; on a bad line that is the difference.
const LARGE = 2_500_000
const LONGEST_EDGE = 2560
const QUALITY = 0.86

/** What the server takes of one file. */
export const MOST_BYTES = 25 * 1024 * 1024

const jpegName = (name: string) => `${name.replace(/\.[^.]*$/, '') || 'photo'}.jpg`

async function drawn(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, LONGEST_EDGE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
}

/** The same picture, smaller, where that saves something; anything that can't be drawn stays as it is. */
export async function shrinkPhoto(file: File): Promise<File> {
  if (file.size < LARGE || !file.type.startsWith('image/') || file.type === 'image/gif') return file
  try {
    const small = await drawn(file)
    if (!small || small.size >= file.size) return file
    return new File([small], jpegName(file.name), { type: 'image/jpeg', lastModified: file.lastModified })
  } catch {
    return file // A format that this browser can't read; the server can.
  }
}
