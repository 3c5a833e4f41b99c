// `npm run mutants [-- FILES…]`: whether the tests notice when the code does something else.
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { judge } from './outcomes.ts'
import { report } from './report.ts'
import { createSandbox, filesToMutate } from './sandbox.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { engines: { type: 'string', default: '2' }, json: { type: 'string' } },
})
const files = filesToMutate(positionals)
if (files.length === 0) throw new Error(`no file to mutate: ${positionals.join(' ')}`)
const startedAt = Date.now()
const { folder, mutants } = await createSandbox(files)
try {
  console.log(`${mutants.length} mutants of ${files.length} files`)
  const outcomes = await judge(folder, mutants, Number(values.engines))
  const isFine = report(files, mutants, outcomes, values.json)
  console.log(`${Math.round((Date.now() - startedAt) / 1000)} s`)
  process.exitCode = isFine ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}
