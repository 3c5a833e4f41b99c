import { expect, test } from 'vitest'
import {
  edgeRegion,
  forwardsEvents,
  makesCertificate,
  needsEdgeRegion,
} from '../../shared/domain/election/edge.ts'
import { election } from '../builders/voters.ts'

const bare = { ...election, auditTrail: false, site: { ...election.site, firewall: false } }
const zone = { id: 'Z1', name: 'example.org' }

test('an election needs a stack in us-east-1 for its firewall, its certificate, or events that AWS sends there alone', () => {
  expect(needsEdgeRegion(bare)).toBe(false)
  expect(needsEdgeRegion({ ...bare, site: { ...bare.site, firewall: true } })).toBe(true)
  const site = { ...bare.site, domain: 'vote.example.org', hostedZone: zone }
  expect(needsEdgeRegion({ ...bare, site })).toBe(true)
  const certified = { ...site, certificate: 'arn' }
  expect(needsEdgeRegion({ ...bare, site: certified })).toBe(false)
  const staff = { domain: 'staff.example.org', issuer: '', clientId: '', people: [] }
  const named = { ...staff, addresses: 'verified' as const }
  expect(needsEdgeRegion({ ...bare, site: certified, staff: named })).toBe(true)
  expect(needsEdgeRegion({ ...bare, auditTrail: true })).toBe(true)
  expect(needsEdgeRegion({ ...bare, auditTrail: true, region: edgeRegion })).toBe(false)
})

test('AWS makes the certificate of a name in the zone, unless the election brings one', () => {
  const domain = 'vote.example.org'
  const inZone = { hostedZone: zone }
  expect(makesCertificate({ domain }, {})).toBe(false)
  expect(makesCertificate({}, inZone)).toBe(false)
  expect(makesCertificate({ domain }, inZone)).toBe(true)
  expect(makesCertificate({ domain, certificate: 'arn' }, inZone)).toBe(false)
})

test('a trail hands events on from another region only', () => {
  expect(forwardsEvents({ ...bare, auditTrail: true })).toBe(true)
  expect(forwardsEvents({ ...bare, auditTrail: true, region: edgeRegion })).toBe(false)
  expect(forwardsEvents(bare)).toBe(false)
})
