// A mail server that greets, listens, and refuses every recipient in its own words.
import { createServer, type AddressInfo, type Socket } from 'node:net'

export const WORDS = '550 5.7.1 This house takes no mail from you today'

const answers: [start: string, words: string][] = [
  ['EHLO', '250 mailhost.example'],
  ['HELO', '250 mailhost.example'],
  ['MAIL', '250 2.1.0 Ok'],
  ['RCPT', WORDS],
  ['RSET', '250 2.0.0 Ok'],
  ['NOOP', '250 2.0.0 Ok'],
]

const speak = (socket: Socket) => {
  const say = (words: string) => socket.write(`${words}\r\n`)
  let heard = ''
  say('220 mailhost.example ESMTP')
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  socket.on('data', (part: string) => {
    heard += part
    const lines = heard.split('\r\n')
    heard = lines.pop() ?? ''
    for (const line of lines) {
      if (line.toUpperCase().startsWith('QUIT')) return socket.end('221 2.0.0 Bye\r\n')
      say(answers.find(([start]) => line.toUpperCase().startsWith(start))?.[1] ?? '502 5.5.2 Not here')
    }
  })
}

/** Runs it on a free port for as long as `use` takes. */
export const withMailhost = async (use: (port: number) => Promise<void>) => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    speak(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    await use((server.address() as AddressInfo).port)
  } finally {
    for (const socket of sockets) socket.destroy()
    await new Promise((done) => server.close(done))
  }
}
