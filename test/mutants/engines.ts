import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Note, Task } from './tasks.ts'

/** No test that is played takes as long: a mutant that does waits for ever, or goes round for ever. */
const longestSilenceMs = 30_000

type Asked = Task extends infer Kind ? (Kind extends Task ? Omit<Kind, 'log'> : never) : never

export interface Played {
  notes: Note[]
  failed: boolean
  error: string | undefined
  /** Nothing came for too long, or the process died. */
  cut: boolean
}

/** Plays what `next` hands out, in so many processes, until there is no more. */
export async function playAll(
  folder: string,
  engines: number,
  next: () => { task: Asked; done: (played: Played) => void } | undefined,
): Promise<void> {
  const playOne = async (number: number) => {
    const engine = new Engine(folder, number)
    for (let work = next(); work; work = next()) {
      work.done(await engine.play(work.task))
    }
    engine.end()
  }
  await Promise.all(Array.from({ length: engines }, (_, number) => playOne(number)))
}

class Engine {
  readonly #folder: string
  readonly #log: string
  #process: ChildProcess | undefined

  constructor(folder: string, number: number) {
    this.#folder = folder
    this.#log = join(folder, `engine-${number}.log`)
  }

  async play(task: Asked): Promise<Played> {
    writeFileSync(this.#log, '')
    const process = await this.#started()
    const startedAt = Date.now()
    const answer = await new Promise<{ failed: boolean; error?: string } | undefined>((resolve) => {
      const watch = setInterval(() => {
        const lastSign = Math.max(startedAt, statSync(this.#log).mtimeMs)
        if (Date.now() - lastSign > longestSilenceMs) process.kill('SIGKILL')
      }, 1000)
      const end = (said?: { failed: boolean; error?: string }) => {
        clearInterval(watch)
        process.removeAllListeners()
        resolve(said)
      }
      process.once('message', end)
      process.once('exit', () => end())
      process.send({ ...task, log: this.#log })
    })
    if (!answer) this.#process = undefined
    const lines = readFileSync(this.#log, 'utf8').split('\n').filter(Boolean)
    return {
      notes: lines.map((line) => JSON.parse(line)),
      failed: answer?.failed ?? true,
      error: answer?.error,
      cut: answer === undefined,
    }
  }

  async #started(): Promise<ChildProcess> {
    if (this.#process) return this.#process
    this.#process = fork(join(this.#folder, 'test', 'mutants', 'engine.ts'), {
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    await once(this.#process, 'message')
    return this.#process
  }

  end(): void {
    this.#process?.disconnect()
  }
}
