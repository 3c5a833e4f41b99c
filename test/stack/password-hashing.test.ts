import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { bundleFunction } from '../../lib/bundle.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { root } from './local-app.ts'
import { resourcesOf, withoutHash } from './templates.ts'
import { allOptions, templatesOf } from './whole-app.ts'

const election = readElectionFile(join(root, 'election.json'))
/** `bundles.test.ts` checks that no other function hashes passwords. */
const folders = ['sign-in', 'enter-booth', 'set-password', 'register-phone']
const functions = resourcesOf(templatesOf(allOptions).Reassort, 'AWS::Lambda::Function')
const bundles = new Map(folders.map((folder) => [folder, bundleFunction(folder, election)]))

afterAll(() => {
  for (const directory of bundles.values()) rmSync(directory, { recursive: true })
})

const withArgon2 = (answer: string) => `
  import crypto from 'node:crypto'
  import { syncBuiltinESMExports } from 'node:module'
  crypto.argon2 = (...given) => given.at(-1)(${answer})
  syncBuiltinESMExports()
`

function start(folder: string, before = '') {
  const bundle = join(bundles.get(folder) as string, 'index.mjs')
  const plain = folder.replaceAll('-', '')
  const [, deployed] =
    functions.find(([id]) => withoutHash(id).toLowerCase() === `api${plain}`) ?? []
  const variables = Object.keys(deployed?.Properties.Environment.Variables)
  const code = `${before}; await import('${pathToFileURL(bundle)}')`
  return spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
    env: { AWS_REGION: 'eu-west-3', ...Object.fromEntries(variables.map((one) => [one, 'any'])) },
  })
}

describe.each(folders)('%s', (folder) => {
  it('starts where passwords can be hashed', () => {
    expect(start(folder)).toMatchObject({ status: 0, stderr: '' })
  })

  it.each([
    ['cannot be hashed', "new Error('argon2 is not supported')", 'argon2 is not supported'],
    ['are hashed otherwise', 'null, Buffer.alloc(32)', 'hashes passwords to something else'],
  ])('does not start where passwords %s', (_, answer, why) => {
    const { status, stderr } = start(folder, withArgon2(answer))
    expect(status).toBe(1)
    expect(stderr).toContain(why)
  })
})
