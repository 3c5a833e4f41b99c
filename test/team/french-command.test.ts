import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { misuseText } from '../../shared/texts/command-line.ts'
import { teamCommand } from '../builders/team-command.ts'

const roll = join(import.meta.dirname, '../../bin/roll.ts')

test('a reader that stops early does not stop the command', async () => {
  const child = spawn(process.execPath, [roll, '--help'])
  child.stdout.destroy()
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  expect(await once(child, 'close')).toEqual([0, null])
  expect(complaint).toBe('')
})

test('a command takes no option that would change nothing of it', async () => {
  const said = misuseText('npm run roll --', 'commander.unknownOption', '--json')
  expect(await teamCommand('roll.ts')('agree', 'W-1', '--local', '--json')).toEqual({
    code: 2,
    said,
  })
})
