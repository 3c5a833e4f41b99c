import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const bin = join(import.meta.dirname, '..', '..', 'bin')

export const teamCommand = (script: string, ...first: string[]) => commandOf({}, script, ...first)

export const secondCommand = (script: string) => commandOf({ LOCAL_CALLER: 'autre' }, script)

function commandOf(caller: { LOCAL_CALLER?: string }, script: string, ...first: string[]) {
  return async (...args: string[]): Promise<{ code: number; said: string }> => {
    const env = { ...process.env, ...caller }
    const child = spawn(process.execPath, [join(bin, script), ...first, ...args], { env })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    }
    const agreed = agreeingTo(child)
    const [code] = await once(child, 'close')
    await agreed()
    return { code, said: said.trim() }
  }
}

export function agreeingTo(child: ChildProcess): () => Promise<void> {
  let agreeing: Promise<unknown> | undefined
  let told = ''
  child.stderr?.on('data', (text: string) => {
    told += text
    const [, words] = /npm run roll -- (agree .+)\n/.exec(told) ?? []
    if (!words || agreeing) return
    const env = { ...process.env, LOCAL_CALLER: 'autre' }
    const other = spawn(process.execPath, [join(bin, 'roll.ts'), ...words.split(' ')], { env })
    agreeing = once(other, 'close')
  })
  return async () => {
    await agreeing
  }
}
