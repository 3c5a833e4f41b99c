import { expect, test } from 'vitest'
import {
  edgeRegion,
  handsEventsOn,
  makesCertificate,
  needsEdge,
} from '../../shared/domain/election/edge.ts'
import { election } from '../builders/voters.ts'

const bare = { auditTrail: false, site: { ...election.site, firewall: false } }
const zone = { id: 'Z1', name: 'example.org' }

test('an election needs a stack in us-east-1 for its firewall, its certificate, or what is told there alone', () => {
  const region = 'eu-west-3'
  expect(needsEdge(bare, region)).toBe(false)
  expect(needsEdge({ ...bare, site: { ...bare.site, firewall: true } }, region)).toBe(true)
  const certified = { ...bare, site: { ...bare.site, hostedZone: zone } }
  expect(needsEdge(certified, region)).toBe(true)
  expect(needsEdge({ ...bare, auditTrail: true }, region)).toBe(true)
})

test('AWS makes a certificate where there is a zone and none of one’s own', () => {
  const { site } = bare
  expect(makesCertificate({ site })).toBe(false)
  expect(makesCertificate({ site: { ...site, hostedZone: zone } })).toBe(true)
  expect(makesCertificate({ site: { ...site, hostedZone: zone, certificate: 'arn' } })).toBe(false)
})

test('a trail hands events on from another region only, once that is known', () => {
  expect(handsEventsOn({ auditTrail: true }, 'eu-west-3')).toBe(true)
  expect(handsEventsOn({ auditTrail: true }, edgeRegion)).toBe(false)
  expect(handsEventsOn({ auditTrail: true }, undefined)).toBe(false)
  expect(handsEventsOn({ auditTrail: false }, 'eu-west-3')).toBe(false)
})
