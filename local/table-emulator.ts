import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { findFreePorts } from './loopback.ts'

export class SetupError extends Error {}

export interface Emulator {
  endpoint: string
  stop(): Promise<void>
}

interface TableEmulator extends Emulator {
  unexpectedExit: Promise<void>
}

const endlessPromise = new Promise<never>(() => {})

// Descriptor 3 closes however this process ends, even by SIGKILL; the shell then stops the server.
const parentWatchScript = `
"$@" </dev/null & server=$!
{ cat <&3 >/dev/null; kill $server; } 2>/dev/null &
exec 3<&-
wait $server
`

export async function startTableEmulator(
  file: string | undefined,
  findPort = () => findFreePorts(1),
): Promise<TableEmulator> {
  const endpoint = process.env.DYNAMODB_ENDPOINT
  if (endpoint) {
    if (!URL.canParse(endpoint)) throw new SetupError(`DYNAMODB_ENDPOINT is not a URL: ${endpoint}`)
    return { endpoint, unexpectedExit: endlessPromise, stop: async () => {} }
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await startServer(file, await findPort())
    } catch (error) {
      if (!/already in use/.test(String(error)) || attempt === 5) throw error
    }
  }
}

async function startServer(file: string | undefined, port: number): Promise<TableEmulator> {
  const server = spawn(
    '/bin/sh',
    [
      '-c',
      parentWatchScript,
      'sh',
      emulatorBinary(),
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...(file ? ['--db-path', file] : []),
    ],
    // The server has its own process group, so that Ctrl-C does not reach it first.
    { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], detached: true },
  )
  const serverExit = once(server, 'exit')
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const onOutput = (chunk: Buffer) => {
      output += chunk
      if (output.includes('listening')) resolve()
    }
    server.stdout?.on('data', onOutput)
    server.stderr?.on('data', onOutput)
    serverExit.then(
      () => reject(new Error(`The database did not start: ${output.trim()}`)),
      (error) => reject(error),
    )
  })
  if (file) addStreamIndexAndTrigger(file)
  let isStopping = false
  return {
    endpoint: `http://127.0.0.1:${port}`,
    unexpectedExit: serverExit.then(() => (isStopping ? endlessPromise : undefined)),
    async stop() {
      isStopping = true
      const [, , , stopPipe] = server.stdio
      ;(stopPipe as NodeJS.WritableStream).end()
      await serverExit
    },
  }
}

// The server scans a stream to number each record; the index makes this fast.
// When a table is deleted, the trigger deletes its stream, which the server would keep.
const addStreamIndexAndTrigger = (file: string) =>
  runInDatabase(
    file,
    `CREATE INDEX IF NOT EXISTS _stream_numbers ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
    CREATE TRIGGER IF NOT EXISTS _no_stream_without_table AFTER DELETE ON _tables
    BEGIN DELETE FROM _stream_records WHERE table_name = OLD.table_name; END`,
  )

export const eraseDeletedData = (file: string) => runInDatabase(file, 'VACUUM')

function runInDatabase(file: string, statements: string): void {
  const database = new DatabaseSync(file)
  try {
    database.exec(statements)
  } finally {
    database.close()
  }
}

function emulatorBinary(): string {
  try {
    const { platform, arch } = process
    return fileURLToPath(import.meta.resolve(`@dynoxide/${platform}-${arch}/dynoxide`))
  } catch {
    throw new SetupError(
      'The embedded DynamoDB is not on this machine: it exists for Linux and macOS, x64 and ARM. Elsewhere, start ' +
        'any DynamoDB-compatible server and set DYNAMODB_ENDPOINT to its address, for instance:\n' +
        '  docker run --rm -p 8000:8000 amazon/dynamodb-local\n' +
        '  DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm start',
    )
  }
}
