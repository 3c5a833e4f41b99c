import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { bundleFunction } from '../../lib/bundle.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'

const root = join(import.meta.dirname, '..', '..')
const functions = join(root, 'functions')
const election = readElectionFile(join(root, 'election.json'))
const steps = readdirSync(functions).filter((step) =>
  statSync(join(functions, step, 'handler.ts'), { throwIfNoEntry: false }),
)

/**
 * Kilobytes, minified: the SDK's clients are most of it. One function reads phone numbers and carries their
 * metadata, one knows the passwords and words that people choose most, one speaks digits. One mails with links,
 * so it has the client of the secrets beside those of mails, queues and tables; three have that of S3, one of these
 * those of KMS and of mails besides. One has those of CloudFront and queues; the watch asks Lambda of the
 * ledger's streams, and CloudWatch of what it counted.
 */
const most: Record<string, number> = {
  // Eight routes of the staff in one.
  'assist-voter': 344,
  'compute-for-team': 500,
  'create-captcha': 337,
  // Three kinds of mail in one.
  'mail-voters': 363,
  'request-reissue': 510,
  'set-password': 1480,
  'show-watch': 454,
  'tell-ledger-head': 466,
  'watch-vote': 395,
  'write-ledger': 370,
}
const mostOtherwise = 331

/** A word of the SDK's search for credentials on developers' machines. */
const profileMarker = 'sso_session'

/** Of the schema of election.json: functions get one that was checked. */
const schemaMarker = 'election-name'

const directories = new Map(steps.map((step) => [step, bundleFunction(step, election)]))

afterAll(() => {
  for (const directory of directories.values()) rmSync(directory, { recursive: true })
})

function bundleOf(step: string): Buffer {
  return readFileSync(join(directories.get(step) as string, 'index.mjs'))
}

describe('the bundle of', () => {
  it.each(steps)(
    '%s is small: no other source of credentials, no schema of election.json',
    (step) => {
      const bundle = bundleOf(step)
      const kilobytes = bundle.length / 1000
      const limit = most[step] ?? mostOtherwise
      console.log(
        `${step.padEnd(18)} ${kilobytes.toFixed(0)} kB, ${(gzipSync(bundle).length / 1000).toFixed(0)} kB gz (≤ ${limit} kB)`,
      )
      expect(kilobytes).toBeLessThanOrEqual(limit)
      expect(bundle.includes(profileMarker)).toBe(false)
      expect(bundle.includes(schemaMarker)).toBe(false)
    },
  )

  it('a function reads the election as the deployer checked it', async () => {
    const directory = directories.get('show-space') as string
    const reader = join(directory, 'reader.mjs')
    const entryPoints = [join(root, 'shared/runtime/deployed-election.ts')]
    buildSync({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: reader })
    const { readElection } = await import(pathToFileURL(reader).href)
    expect(readElection()).toEqual(election)
  })
})
