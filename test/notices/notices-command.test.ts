import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAddressOf, siteAddress } from '../../team/notices/site-address.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { noticesCsv } from './notices-csv.ts'

const root = join(import.meta.dirname, '../..')

function notices(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['bin/roll.ts', 'print', ...args],
    {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
    },
  )
  return { status, stdout, stderr }
}

function place(text: string) {
  const folder = temporaryFolder()
  const csv = join(folder, 'notices.csv')
  writeFileSync(csv, text)
  return { csv, out: join(folder, 'out') }
}

const ownName = {
  domain: 'vote.other.example',
  certificate:
    'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-4333-8444-555555555555',
}
const site = ['--site', 'https://vote.example.org']

describe('npm run roll -- print', () => {
  it('prints, says how many and what to do next, and draws no bar off a terminal', () => {
    const { csv, out } = place(noticesCsv([{}, {}]))
    const { status, stdout, stderr } = notices(csv, '--out', out, ...site)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain(`2 notices dans 1 fichier : ${out}`)
    expect(stdout).not.toContain('%')
    expect(readFileSync(join(out, 'lycee-jean-exemple.pdf')).length).toBeGreaterThan(10_000)
  })

  it("warns of an address of AWS's own: another comes after a tear-down, and paper stays", () => {
    const { csv, out } = place(noticesCsv([{}]))
    const { status, stdout, stderr } = notices(
      csv,
      '--out',
      out,
      '--site',
      'https://d1.cloudfront.net',
    )
    expect(status).toBe(0)
    expect(stdout).toContain('1 notice dans 1 fichier')
    expect(stderr).toContain("https://d1.cloudfront.net est un nom d'AWS")
    expect(stderr).toContain('site.domain')
  })

  it("refuses an address that is not the election's own, whose QR code would lead elsewhere", () => {
    const { csv, out } = place(noticesCsv([{}]))
    const election = join(dirname(csv), 'election.json')
    const file = JSON.parse(readFileSync(join(root, 'election.json'), 'utf8'))
    const named = { ...file, site: { ...file.site, ...ownName } }
    writeFileSync(election, JSON.stringify(named))
    const { status, stdout, stderr } = notices(csv, '--out', out, ...site, '--election', election)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('https://vote.other.example')
    expect(existsSync(out)).toBe(false)
  })
})

describe('the address of the site', () => {
  it.each([
    ['https://vote.example.org', true],
    ['http://localhost:8080', true],
    ['https://vote.example.org.evil.example', false],
    ['https://vote.example.org/2026', false],
    ['https://d1.cloudfront.net', false],
  ])("%s is the election's own: %s", (siteUrl, isOwn) => {
    expect(isAddressOf('vote.example.org', siteUrl)).toBe(isOwn)
  })

  it.each([
    ['https://vote.example.org/', 'https://vote.example.org'],
    ['https://vote.example.org/2026/', 'https://vote.example.org/2026'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['vote.example.org'],
    ['http://vote.example.org'],
    ['https://a:b@x.example.org'],
    ['https://x.example.org/?id=1'],
    ['https://x.example.org/#B5'],
    [`https://x.example.org/${'a'.repeat(120)}`],
    ['javascript:alert(1)'],
  ])('%s is printed %s, or refused', (typed, printed?: string) => {
    expect(siteAddress(typed)).toBe(printed)
  })
})
