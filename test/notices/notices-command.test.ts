import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isUrlOfDomain, readSiteUrl } from '../../team/notices/run-notices.ts'
import { teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { noticesCsv } from './notices-csv.ts'

const root = join(import.meta.dirname, '../..')

const print = teamCommand('roll.ts', 'print')

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
  it('prints, says how many and what to do next, and draws no bar off a terminal', async () => {
    const { csv, out } = place(noticesCsv([{}, {}]))
    const { code, said } = await print(csv, '--out', out, ...site)
    expect(code).toBe(0)
    expect(said).toMatch(/^2 notices dans 1 fichier : \S+\nLe fichier sommaire\.csv [^\n%]+$/)
    expect(readFileSync(join(out, 'lycee-jean-exemple.pdf')).length).toBeGreaterThan(10_000)
  })

  it("warns of an address of AWS's own: another comes after a tear-down, and paper stays", async () => {
    const { csv, out } = place(noticesCsv([{}]))
    const { code, said } = await print(csv, '--out', out, '--site', 'https://d1.cloudfront.net')
    expect(code).toBe(0)
    expect(said).toContain('1 notice dans 1 fichier')
    expect(said).toMatch(/https:\/\/d1\.cloudfront\.net est un nom d'AWS.*site\.domain/)
  })

  it("refuses an address that is not the election's own, whose QR code would lead elsewhere", async () => {
    const { csv, out } = place(noticesCsv([{}]))
    const election = join(dirname(csv), 'election.json')
    const file = JSON.parse(readFileSync(join(root, 'election.json'), 'utf8'))
    const named = { ...file, site: { ...file.site, ...ownName } }
    writeFileSync(election, JSON.stringify(named))
    const { code, said } = await print(csv, '--out', out, ...site, '--election', election)
    expect(code).toBe(2)
    expect(said).toMatch(/^--site : .*https:\/\/vote\.other\.example\. Rien n'est imprimé\.$/)
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
    expect(isUrlOfDomain('vote.example.org', siteUrl)).toBe(isOwn)
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
    expect(readSiteUrl(typed)).toBe(printed)
  })
})
