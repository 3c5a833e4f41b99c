import type { CertificateDetail } from '@aws-sdk/client-acm'
import { expect, it } from 'vitest'
import { domainTexts as texts } from '../../shared/texts/preflight/domain.ts'
import {
  judgeCertificate,
  judgeDistribution,
  judgeIssuers,
  judgeZone,
  readIssuers,
} from '../../team/preflight/domain.ts'
import { blocks, warning } from '../../team/preflight/finding.ts'
import { dnsOf } from './zone-file.ts'

const name = 'vote.elections.example'
const voteClosesAt = new Date('2026-12-10T16:00:00Z')
const whole: CertificateDetail = {
  Status: 'ISSUED',
  SubjectAlternativeNames: ['*.elections.example'],
  NotAfter: new Date('2027-01-01'),
}
const named = (...SubjectAlternativeNames: string[]) => ({ SubjectAlternativeNames })
const notCovered = (other: string) => blocks(texts.notCovered(name, [other]))
const early = new Date('2026-12-10T15:00:00Z')

it.each([
  ['that it was not issued', { Status: 'FAILED' } as const, blocks(texts.notIssued('FAILED'))],
  ['that it is another name’s', named('a.elections.example'), notCovered('a.elections.example')],
  ['that it covers no name so deep', named('*.example'), notCovered('*.example')],
  ['that AWS is to renew it', { NotAfter: early }, warning(texts.renewedSoon('2026-12-10'))],
  [
    'that nobody renews it',
    { NotAfter: early, Type: 'IMPORTED' } as const,
    blocks(texts.ends('2026-12-10')),
  ],
])('of the certificate it is told %s', (_, changes, finding) => {
  expect(judgeCertificate({ ...whole, ...changes }, name, voteClosesAt)).toEqual([finding])
})

const NameServers = ['ns-1.awsdns-1.org']
const zoneOf = (Name: string, PrivateZone = false) => ({
  HostedZone: { Id: 'Z1', Name, CallerReference: '1', Config: { PrivateZone } },
  DelegationSet: { NameServers },
})
const zone = zoneOf('elections.example.')
const said = { id: 'Z1', name: 'elections.example' }

it.each([
  ['that it answers', zone, ['NS-1.awsdns-1.org.'], 'ok'],
  ['that it is not there', undefined, [], 'blocks'],
  ['that it is another', zoneOf('example.'), NameServers, 'blocks'],
  ['that it is private', zoneOf('elections.example.', true), NameServers, 'blocks'],
  ['that others answer in its place', zone, ['ns.gandi.net'], 'blocks'],
])('of the zone it is told %s', (_, found, servers, verdict) => {
  expect(judgeZone(found, said, servers)).toMatchObject([{ verdict }])
})

it.each([
  ['nobody is named', {}, []],
  ['AWS is named', { 'elections.example': [{ critical: 0, issue: 'amazon.com; x=1' }] }, []],
  [
    'others are named at the name itself',
    { [name]: [{ critical: 0, issue: 'letsencrypt.org' }] },
    ['blocks'],
  ],
  ['only wildcards are spoken of', { [name]: [{ critical: 0, issuewild: ';' }] }, []],
])('of who may issue a certificate it is told when %s', async (_, CAA, verdicts) => {
  const found = judgeIssuers(name, await readIssuers(dnsOf({ CAA }), name))
  expect(found.map(({ verdict }) => verdict)).toEqual(verdicts)
})

it('a name that another distribution of the account has stops the deployment', () => {
  expect(judgeDistribution(name, 'E2', 'E1')).toEqual([blocks(texts.nameTaken(name, 'E2'))])
  expect(judgeDistribution(name, 'E1', 'E1')).toMatchObject([{ verdict: 'ok' }])
})
