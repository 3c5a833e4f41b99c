import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { bundleFunction } from '../../lib/bundle.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { resourcesOf, withoutHash } from './templates.ts'
import { allOptions, templatesOf } from './whole-app.ts'

const root = join(import.meta.dirname, '..', '..')
const functions = join(root, 'functions')
const election = readElectionFile(join(root, 'election.json'))
const folders = readdirSync(functions).filter((folder) =>
  statSync(join(functions, folder, 'handler.ts'), { throwIfNoEntry: false }),
)

/** Kilobytes, minified; mostly the SDK's clients. */
const most: Record<string, number> = {
  'assist-voter': 344,
  'answer-team-request': 500,
  'mail-voters': 365,
  'register-phone': 501,
  'request-reissue': 511,
  'set-password': 1480,
  'show-watch': 454,
  'sign-ledger-head': 466,
  'watch-vote': 395,
  'write-ledger': 370,
}
const mostOtherwise = 331

const hashing = ['enter-booth', 'register-phone', 'set-password', 'sign-in']

const profileMarker = 'sso_session'

const schemaMarker = 'election-name'

const directories = new Map(folders.map((folder) => [folder, bundleFunction(folder, election)]))

afterAll(() => {
  for (const directory of directories.values()) rmSync(directory, { recursive: true })
})

function bundleOf(folder: string): Buffer {
  return readFileSync(join(directories.get(folder) as string, 'index.mjs'))
}

describe('a bundle', () => {
  it.each(folders)('is small, with no other credentials and no election schema: %s', (folder) => {
    const bundle = bundleOf(folder)
    expect(bundle.length / 1000).toBeLessThanOrEqual(most[folder] ?? mostOtherwise)
    expect(bundle.includes(profileMarker)).toBe(false)
    expect(bundle.includes(schemaMarker)).toBe(false)
  })

  it('hashes passwords only for sign-ins, new passwords and known phones', () => {
    const found = folders.filter((folder) => /\bargon2\b/.test(bundleOf(folder).toString()))
    expect(found).toEqual(hashing)
  })

  it('contains the election as the deployer checked it', async () => {
    const directory = directories.get('show-space') as string
    const reader = join(directory, 'reader.mjs')
    const entryPoints = [join(root, 'shared/runtime/deployed-election.ts')]
    buildSync({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: reader })
    const { readElection } = await import(pathToFileURL(reader).href)
    expect(readElection()).toEqual(election)
  })
})

const deployedFunctions = resourcesOf(templatesOf(allOptions).Reassort, 'AWS::Lambda::Function')

const withArgon2 = (answer: string) => `
  import crypto from 'node:crypto'
  import { syncBuiltinESMExports } from 'node:module'
  crypto.argon2 = (...given) => given.at(-1)(${answer})
  syncBuiltinESMExports()
`

function start(folder: string, before = '') {
  const bundle = join(directories.get(folder) as string, 'index.mjs')
  const plain = folder.replaceAll('-', '')
  const [, deployed] =
    deployedFunctions.find(([id]) => withoutHash(id).toLowerCase() === `api${plain}`) ?? []
  const variables = Object.keys(deployed?.Properties.Environment.Variables)
  const code = `${before}; await import('${pathToFileURL(bundle)}')`
  return spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
    env: { AWS_REGION: 'eu-west-3', ...Object.fromEntries(variables.map((one) => [one, 'any'])) },
  })
}

describe.each(hashing)('%s', (folder) => {
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
