import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { findFreePorts } from '../../local/loopback.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { eventually } from '../journey/local-run.ts'

const root = join(import.meta.dirname, '..', '..')

type Spawned = ReturnType<ReturnType<typeof localRuns>['spawnLocal']>
export type Run = Awaited<ReturnType<ReturnType<typeof localRuns>['start']>>

/**
 * First port of the previous run. The staff's issuer is at the fifth port, so the same ports let a synthesised app
 * serve again for the same election.
 */
let formerPort: number | undefined

export async function portOfRun(): Promise<number> {
  formerPort = await findFreePorts(5, formerPort)
  return formerPort
}

/** Ends a file's runs and removes what they left. Files share this module, so it keeps only a port. */
export function localRuns() {
  const scratch = temporaryFolder(afterAll)
  const children = new Set<ChildProcess>()
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL')
  })

  const newDirectory = () => mkdtempSync(join(scratch, 'tmp-'))

  function spawnLocal(settings: Record<string, string>, ...args: string[]) {
    return spawnCommand([process.execPath, 'bin/local.ts', ...args], newDirectory(), settings)
  }

  function spawnCommand(
    [command = '', ...args]: string[],
    temporaryDirectory: string,
    settings: Record<string, string>,
  ) {
    const { PATH = '', HOME = '', NODE_COMPILE_CACHE, DYNAMODB_ENDPOINT } = process.env
    const child = spawn(command, args, {
      cwd: root,
      env: {
        PATH,
        HOME,
        TMPDIR: temporaryDirectory,
        ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }),
        ...(DYNAMODB_ENDPOINT && { DYNAMODB_ENDPOINT }),
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.add(child)
    const said = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text
      })
    }
    const exit = once(child, 'close').then(([code]) => {
      children.delete(child)
      return code as number | null
    })
    return { child, temporaryDirectory, said, exit }
  }

  function start(settings: Record<string, string>, ...args: string[]) {
    return startWith((port) => spawnLocal({ ...settings, PORT: port }, ...args))
  }

  function startByNpm() {
    const command = ['npm', 'start', '--ignore-scripts']
    return startWith((PORT) => spawnCommand(command, newDirectory(), { PORT }))
  }

  async function startWith(spawnOn: (port: string) => ReturnType<typeof spawnCommand>) {
    for (let attempt = 1; ; attempt++) {
      const port = await portOfRun()
      const spawned = spawnOn(String(port))
      const { child, said } = spawned
      await eventually(
        'the run says that it is ready',
        () => said.stdout.includes('Ctrl-C ends everything') || child.exitCode !== null,
        { withinMilliseconds: 120_000 },
      )
      if (child.exitCode === null) {
        const url = (offset: number) => `http://localhost:${port + offset}`
        return { ...spawned, port, siteUrl: url(0), handsetUrl: url(1), mailboxUrl: url(2) }
      }
      // Another test's run may have taken a port that was free.
      if (!/is taken/.test(said.stderr) || attempt === 5) throw new Error(said.stderr)
    }
  }

  return { scratch, spawnLocal, start, startByNpm }
}

export async function stopRun(run: Spawned): Promise<void> {
  run.child.kill('SIGINT')
  expect(await run.exit).toBe(0)
}

export async function json<Value>(url: string): Promise<Value> {
  const response = await fetch(url)
  expect(response.status).toBe(200)
  return (await response.json()) as Value
}

export const votersOf = ({ handsetUrl }: Run) => json<DemoVoter[]>(`${handsetUrl}/voters`)

export function descendantsOf(rootId: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((id) => {
        const [, state, parent] = /^\d+ \(.*\) (\S) (\d+)/s.exec(statusOf(id)) ?? []
        return state && state !== 'Z' ? [[Number(id), Number(parent)] as const] : []
      }),
  )
  const tree = parents.has(rootId) ? [rootId] : []
  for (const id of tree) {
    tree.push(...[...parents].filter(([, parent]) => parent === id).map(([child]) => child))
  }
  return tree
}

function statusOf(id: number | string): string {
  try {
    return readFileSync(`/proc/${id}/stat`, 'utf8')
  } catch {
    return ''
  }
}

export const isAlive = (id: number) => /^\d+ \(.*\) [^Z]/s.test(statusOf(id))

export function listening(id: number): { address: string; port: number }[] {
  const sockets = readdirSync(`/proc/${id}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${id}/fd/${fd}`)]
    } catch {
      return []
    }
  })
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${id}/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , state, , , , , , inode]) => state === '0A' && sockets.includes(`socket:[${inode}]`),
      )
      .map(([, local = '']) => local.split(':') as [string, string])
      .map(([address, port]) => ({ address, port: Number.parseInt(port, 16) })),
  )
}
