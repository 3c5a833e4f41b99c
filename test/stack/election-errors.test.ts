import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { election, root } from './local-app.ts'

const directory = temporaryFolder(afterAll)

it('an error in election.json stops the deployment with the name and the place of each field', () => {
  const file = join(directory, 'election.json')
  const wrong = { ...election, territories: ['FR', 'XX'], site: { brandColour: '#ffff00' } }
  writeFileSync(file, JSON.stringify(wrong))
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'reassort.ts')], {
    env: {
      CDK_OUTDIR: join(directory, 'cdk.out.wrong'),
      CDK_CONTEXT_JSON: JSON.stringify({ election: file }),
    },
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  for (const field of ['territories\\[1]', 'site\\.brandColour'])
    expect(stderr).toMatch(new RegExp(`election\\.json:1:\\d+ {2}${field}\\n`))
  expect(stderr).not.toContain('    at ')
})
