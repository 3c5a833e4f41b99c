import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import {
  checkPasswordHashing,
  hashPassword,
  verifyPassword,
} from '../../shared/domain/account/password.ts'

const password = 'Zoé aime les 3 chats'
const stored = await hashPassword(password)

test('a password is hashed here as it is wherever ours are', async () => {
  await expect(checkPasswordHashing()).resolves.toBeUndefined()
  await expect(checkPasswordHashing({ password, hash: `${stored}A` })).rejects.toThrow()
})

test.each([
  ['a letter in another case', 'zoé aime les 3 chats'],
  ['a space after it', 'Zoé aime les 3 chats '],
  ['nothing', ''],
])('a password is compared to the letter: refused with %s', async (_, typed) => {
  expect(await verifyPassword(typed, stored)).toBe(false)
})

test('a password is the same whether an accented letter was typed as one code point or as two', async () => {
  expect(await verifyPassword(password.normalize('NFD'), stored)).toBe(true)
})

test('a password is kept as argon2id at 19 MiB and two passes, with a new salt each time', async () => {
  expect(stored).toMatch(
    /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  )
  expect(await hashPassword(password)).not.toBe(stored)
})

test('a password is recognised from a hash that the reference implementation made at another cost', async () => {
  const reference =
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await verifyPassword('password', reference)).toBe(true)
  expect(await verifyPassword('Password', reference)).toBe(false)
})

test('a password is refused when none is stored, after as long, so an account cannot be guessed', async () => {
  const fastest = { none: Number.POSITIVE_INFINITY, stored: Number.POSITIVE_INFINITY }
  const time = async (kind: keyof typeof fastest, hash: string | undefined) => {
    const start = performance.now()
    expect(await verifyPassword('wrong', hash)).toBe(false)
    fastest[kind] = Math.min(fastest[kind], performance.now() - start)
  }
  // The two alternate so that other load slows both, until each has had an undisturbed run.
  for (let turn = 0; turn < 50 && (turn < 5 || fastest.none < fastest.stored / 3); turn++) {
    await time('none', undefined)
    await time('stored', stored)
  }
  expect(await verifyPassword('', undefined)).toBe(false)
  expect(fastest.none).toBeGreaterThan(fastest.stored / 3)
})

test.each(['', stored.replace('argon2id', 'argon2i'), `${stored}\n`])(
  'a password is not compared with a stored hash that is not ours: "%s"',
  async (hash) => {
    await expect(verifyPassword(password, hash)).rejects.toThrow('cannot be read')
  },
)
