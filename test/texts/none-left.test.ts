import { expect, it } from 'vitest'
import { noneLeftText } from '../../shared/texts/reissue/none-left.ts'

it.each(['nothing-left', 'notice-left', 'sms-ceiling'] as const)(
  'a voter without a request reads what is left, and staff say it without naming the helpdesk: %s',
  (left) => {
    const [read, heard] = [noneLeftText(left, 3, 'page'), noneLeftText(left, 3, 'staff')]
    expect(read).toMatch(/^Vous avez .*assistance/)
    expect(heard).toMatch(/^Vous avez /)
    expect(heard).not.toMatch(/assistance/i)
    expect(/imprimer une notice/.test(read + heard)).toBe(left === 'notice-left')
  },
)

it('a voter with one request reads the singular', () => {
  expect(noneLeftText('nothing-left', 1, 'staff')).toContain('Vous avez utilisé votre demande. Il')
})
