import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { weaknessOf as judgedByApi } from '../../functions/set-password/password-weakness.ts'
import type { IsTooCommon } from '../../site/scripts/password-strength.ts'
import { builtSite } from './built-site.ts'

const { page, script } = builtSite()

describe('the list of common passwords', () => {
  let isTooCommon: IsTooCommon
  beforeAll(() => {
    const window: { isTooCommon?: IsTooCommon } = {}
    runInNewContext(script('common-passwords').code, { window })
    isTooCommon = window.isTooCommon as IsTooCommon
  })

  test.each([
    'motdepasse12',
    'azertyuiopqsd',
    'bonjourbonjour',
    'marseille2024',
    'camilledurand',
    '123456789012',
    'aaaaaaaaaaaaaa',
  ])('refuses %j', (password) => {
    expect(isTooCommon(password)).toBe(true)
  })

  test.each(['trois girafes à la cantine', 'k7 Rw?p2 mX9', 'Le vélo bleu attend sous la pluie.'])(
    'accepts %j',
    (password) => {
      expect(isTooCommon(password)).toBe(false)
    },
  )

  test('judges an accented letter the same, however the keyboard composed it', () => {
    for (const password of ['élections2026', 'trois girafes à la cantine'])
      expect(isTooCommon(password.normalize('NFD'))).toBe(isTooCommon(password))
  })

  test('refuses nothing that the API accepts', () => {
    const letters = fc.string({ minLength: 12, maxLength: 24 })
    const words = fc
      .array(fc.constantFrom('azerty', 'soleil', 'école', '2026', '!', 'camille', 'chat', ' '), {
        minLength: 3,
        maxLength: 8,
      })
      .map((chosen) => chosen.join(''))
    fc.assert(
      fc.property(fc.oneof(letters, words), (password) => {
        if (isTooCommon(password)) expect(judgedByApi(password, [])).toBeDefined()
      }),
    )
  }, 120_000)

  test('judges a long password by its beginning, before the voter could notice', () => {
    const long = 'P@ssw0rd! été '.repeat(73)
    // Of this process alone: a busy machine must not count.
    const started = process.cpuUsage()
    expect(isTooCommon(long)).toBe(isTooCommon(long.slice(0, 100)))
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000)
  })

  test('is a script apart, loaded by the page once it is shown, and by no other', () => {
    const { path, code } = script('common-passwords')
    expect(page('/mot-de-passe/')).toContain(`data-common-passwords="${path}"`)
    for (const url of ['/', '/espace/', '/vote/', '/identifiant/', '/annuler/', '/mot-de-passe/'])
      expect(page(url)).not.toContain(`src="${path}"`)
    const bytes = gzipSync(code).length
    console.info(`${bytes} B gz  ${path}`)
    expect(bytes).toBeLessThan(400_000)
    expect(gzipSync(script('password').code).length).toBeLessThan(6_000)
  })
})
