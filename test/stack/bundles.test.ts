import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { bundleFunction } from '../../lib/bundle.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'

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

/** A word from the SDK's search for credentials on developers' machines. */
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
    const hashing = folders.filter((folder) => /\bargon2\b/.test(bundleOf(folder).toString()))
    expect(hashing).toEqual(['enter-booth', 'register-phone', 'set-password', 'sign-in'])
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
