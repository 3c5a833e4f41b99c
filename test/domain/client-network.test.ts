import { expect, test } from 'vitest'
import { networkOf } from '../../shared/domain/account/network-of-address.ts'

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
  ['2001:db8::1', '2001:db8:0'],
  ['2001::1:2:3:4:5:6', '2001:0:1'],
  ['::1', '0:0:0'],
])('the network of a client is its IPv4 address or its IPv6 site: %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
