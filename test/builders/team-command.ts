import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const bin = join(import.meta.dirname, '..', '..', 'bin')

/** Plays a command of the team in a process of its own: with what code it ends, and all that it says. */
export function teamCommand(script: string) {
  return async (...args: string[]): Promise<{ code: number; said: string }> => {
    const child = spawn(process.execPath, [join(bin, script), ...args])
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    }
    const [code] = await once(child, 'close')
    return { code, said: said.trim() }
  }
}
