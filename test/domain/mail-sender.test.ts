import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailSender } from '../../shared/domain/mail/mail.ts'
import { anyCharacter } from '../builders/any-character.ts'

const address = 'ne-pas-repondre@elections.example.org'

function nameIn(sender: string): string {
  const name = sender.slice(0, -` <${address}>`.length)
  const [, quoted] = /^"(.*)"$/.exec(name) ?? []
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1')
  return name
    .split(' ')
    .map((word) => Buffer.from(/^=\?UTF-8\?B\?(.*)\?=$/.exec(word)?.[1] ?? '', 'base64').toString())
    .join('')
}

test('the sender of a mail is shown by its name', () => {
  expect(mailSender('Elections 2026', address)).toBe(`"Elections 2026" <${address}>`)
  expect(mailSender('Élections professionnelles 2026', address)).toBe(
    `=?UTF-8?B?w4lsZWN0aW9ucyBwcm9mZXNzaW9ubmVsbGVzIDIwMjY=?= <${address}>`,
  )
})

test.each([
  'A "quoted" \\ name',
  'Name <other@example.org>, and another',
  '=?UTF-8?Q?disguised?=',
  'Élections du comité social d’administration ministériel et des commissions administratives',
  '🗳️ Élections 🗳️ Élections 🗳️ Élections 🗳️ Élections',
  ' Blanks\t\n  of any kind ',
])('the sender of a mail comes back as it was, but for repeated blanks: %s', (name) => {
  expect(nameIn(mailSender(name, address))).toBe(name.replace(/\s+/g, ' ').trim())
})

test('the sender of a mail has as few encoded words as the standard allows', () => {
  expect(mailSender(`${'é'.repeat(22)}a`, address)).toMatch(/^=\?UTF-8\?B\?\S{60}\?= </)
  expect(mailSender(`${'é'.repeat(22)}aa`, address)).toMatch(/^=\S+ =\S+ </)
})

test('the sender of a mail is as long as SES takes it, and the address alone where no letter of the name has room', () => {
  const named = (name: string, length: number) => mailSender(name, 'a'.repeat(length))
  expect(named('Nom', 312)).toBe(`"Nom" <${'a'.repeat(312)}>`)
  expect(named('éé', 301)).toBe('a'.repeat(301))
})

test('the sender of a mail is one line of ASCII that ends with the address, whatever the name is', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (name) => {
      const sender = mailSender(name, address)
      expect(sender).toMatch(/^[ -~]*$/)
      expect(sender.length).toBeLessThanOrEqual(320)
      expect(sender === address || sender.endsWith(` <${address}>`)).toBe(true)
      const shown = sender === address ? '' : sender.slice(0, -` <${address}>`.length)
      expect(shown).toMatch(
        /^$|^"([^"\\]|\\["\\])*"$|^=\?UTF-8\?B\?[\w+/=]+\?=( =\?UTF-8\?B\?[\w+/=]+\?=)*$/,
      )
      for (const word of shown.startsWith('=?') ? shown.split(' ') : []) {
        expect(word.length).toBeLessThanOrEqual(75)
      }
    }),
  )
})

test('the sender of a mail whose name is too long for SES is cut, and the address is not', () => {
  const sender = mailSender('é'.repeat(120), address)
  expect(sender.length).toBeLessThanOrEqual(320)
  expect(nameIn(sender)).toMatch(/^é{70,}…$/)
  expect(mailSender('Nom', `a@${'b'.repeat(316)}`)).toBe(`a@${'b'.repeat(316)}`)
})
