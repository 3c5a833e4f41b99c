import { describe, expect, it } from 'vitest'
import { networkOf } from '../../shared/domain/account/network-of-address.ts'

describe('the network of a client', () => {
  it('is its IPv4 address', () => {
    expect(networkOf('198.51.100.7')).toBe('198.51.100.7')
    expect(networkOf('::ffff:198.51.100.7')).toBe('198.51.100.7')
  })

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
    ['2001:db8::1', '2001:db8:0'],
    ['2001::1:2:3:4:5:6', '2001:0:1'],
    ['::1', '0:0:0'],
  ])('is the site of the IPv6 address %s, however it is written', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
