import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { findFreePorts } from './loopback.ts'

/** For whoever starts the run to mend. */
export class SetupError extends Error {}

export interface Engine {
  endpoint: string
  stop(): Promise<void>
}

interface TableEngine extends Engine {
  /** Resolves when it ends by itself. */
  ended: Promise<void>
}

const never = new Promise<never>(() => {})

// The server ends with us however we end, even killed: then the pipe on descriptor 3 closes.
const endWithParent = `
"$@" </dev/null & server=$!
{ cat <&3 >/dev/null; kill $server; } 2>/dev/null &
exec 3<&-
wait $server
`

/** A DynamoDB: the embedded one, or the server that `DYNAMODB_ENDPOINT` names. */
export async function startTableEngine(
  file: string | undefined,
  findPort = () => findFreePorts(1),
): Promise<TableEngine> {
  const given = process.env.DYNAMODB_ENDPOINT
  if (given) {
    if (!URL.canParse(given)) throw new SetupError(`DYNAMODB_ENDPOINT is not a URL: ${given}`)
    return { endpoint: given, ended: never, stop: async () => {} }
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await startServer(file, await findPort())
    } catch (error) {
      if (!/already in use/.test(String(error)) || attempt === 5) throw error
    }
  }
}

/** @throws Error with what the server said when it does not start */
async function startServer(file: string | undefined, port: number): Promise<TableEngine> {
  const server = spawn(
    '/bin/sh',
    [
      '-c',
      endWithParent,
      'sh',
      engineBinary(),
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...(file ? ['--db-path', file] : []),
    ],
    // Its own group, so that Ctrl-C in the terminal reaches us first.
    { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], detached: true },
  )
  const exited = once(server, 'exit')
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk
      if (said.includes('listening')) resolve()
    }
    server.stdout?.on('data', listen)
    server.stderr?.on('data', listen)
    exited.then(
      () => reject(new Error(`The database did not start: ${said.trim()}`)),
      (error) => reject(error),
    )
  })
  if (file) improveStreams(file)
  let stopping = false
  return {
    endpoint: `http://127.0.0.1:${port}`,
    ended: exited.then(() => (stopping ? never : undefined)),
    async stop() {
      stopping = true
      const [, , , lifeline] = server.stdio
      ;(lifeline as NodeJS.WritableStream).end()
      await exited
    },
  }
}

/**
 * The engine looks through a stream to number its next record: the index makes 4,000 writes a second of 200. It keeps the
 * stream of a deleted table, with what the table held.
 */
const improveStreams = (file: string) =>
  inDatabase(
    file,
    `CREATE INDEX IF NOT EXISTS _stream_numbers ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
    CREATE TRIGGER IF NOT EXISTS _no_stream_without_table AFTER DELETE ON _tables
    BEGIN DELETE FROM _stream_records WHERE table_name = OLD.table_name; END`,
  )

/** Leaves no byte of what was deleted in a file of SQLite that nobody else has open. */
export const eraseDeleted = (file: string) => inDatabase(file, 'VACUUM')

function inDatabase(file: string, statements: string): void {
  const database = new DatabaseSync(file)
  try {
    database.exec(statements)
  } finally {
    database.close()
  }
}

function engineBinary(): string {
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
