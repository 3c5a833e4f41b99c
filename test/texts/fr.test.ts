import { describe, expect, it } from 'vitest'
import { deriveIdentifier, inGroupsOfFour } from '../../functions/domain/identifier.ts'
import { maskPhone } from '../../functions/domain/phone.ts'
import { confirmationMail, fieldTexts, problemTexts, waitText } from '../../functions/texts/fr.ts'
import { keys, phone, voterId } from '../builders.ts'

const details = {
  title: 'Élections professionnelles 2026',
  organiser: 'Le Ministère',
  firstName: 'Zoé',
  requestedAt: new Date('2026-11-30T23:05:00Z'),
  expectedAt: new Date('2026-11-30T23:58:00Z'),
  timeZone: 'Europe/Paris',
  maskedPhone: maskPhone(phone),
  smsLeft: false,
  cancelLink: undefined as string | undefined,
  helpdesk: { phone: '01 23 45 67 89', email: 'aide@elections.example', hours: 'de 8 h à 18 h' },
}

/** With every space an ordinary one. */
const textOf = (changes: Partial<typeof details> = {}) =>
  confirmationMail({ ...details, ...changes }).text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('the confirmation by e-mail', () => {
  it('has one subject for everybody, which holds nothing personal', () => {
    expect(confirmationMail(details).subject).toBe("Votre demande d'un nouvel identifiant électeur")
    expect(confirmationMail({ ...details, firstName: 'Bcc: x\nAli' }).subject).toBe(
      confirmationMail(details).subject,
    )
  })

  it('greets the voter, and is signed by the organiser of the election', () => {
    expect(textOf()).toMatch(/^Bonjour Zoé,\n/)
    expect(textOf()).toContain('Cordialement,\nLe Ministère\n')
    expect(textOf()).toContain('Élections professionnelles 2026')
  })

  it('says when the request was made and the SMS is expected, by the clock of the election', () => {
    expect(textOf()).toMatch(/enregistrée le 1er décembre 2026 à 0 h 05\./)
    expect(textOf()).toMatch(/par SMS .* le 1er décembre 2026 vers 0 h 58/)
  })

  it('says them otherwise in another time zone', () => {
    const text = textOf({ timeZone: 'America/Cayenne' })
    expect(text).toContain('enregistrée le 30 novembre 2026 à 20 h 05.')
    expect(text).toContain('le 30 novembre 2026 vers 20 h 58')
  })

  it('tells the phone by its last two digits, even when it is handed the whole number', () => {
    expect(textOf()).toContain('au numéro qui se termine par 78,')
    const careless = textOf({ maskedPhone: phone })
    expect(careless).toContain('au numéro qui se termine par 78,')
    expect(careless.replaceAll(' ', '')).not.toContain('612345678')
  })

  it('never holds an identifier', () => {
    const identifier = deriveIdentifier(keys, voterId, 'reissue-1')
    const { subject, text } = confirmationMail(details)
    for (const written of [subject, text]) {
      expect(written).not.toContain(identifier)
      expect(written).not.toContain(inGroupsOfFour(identifier))
      expect(written).not.toMatch(/B5[0-9A-Z]{2}[\s-]*[0-9A-Z]{4}[\s-]*[0-9A-Z]{4}/)
    }
  })

  it('says that the present identifier is valid until the SMS leaves, and the password stays', () => {
    expect(textOf()).toContain("Votre identifiant actuel reste valable jusqu'à cet envoi.")
    expect(textOf()).toContain('Votre mot de passe personnel ne change pas.')
  })

  it('that leaves after the SMS says that the old identifier is dead', () => {
    const text = textOf({ smsLeft: true })
    expect(text).toContain('a été envoyé par SMS au numéro qui se termine par')
    expect(text).toContain("Votre ancien identifiant n'est plus valable.")
    expect(text).not.toContain('sera envoyé')
  })

  it('says whom to warn if one has asked for nothing', () => {
    expect(textOf()).toContain("Prévenez tout de suite l'assistance :")
    expect(textOf()).toContain('01 23 45 67 89 ou aide@elections.example, de 8 h à 18 h.')
  })

  it('holds the link that stops the request, alone on its line, while it can be stopped', () => {
    const cancelLink = 'https://vote.example.org/annuler/#reissue-1.token'
    const text = textOf({ cancelLink })
    expect(text).toContain(`\nCe n'est pas moi : annuler\n${cancelLink}\n`)
    expect(text).toContain('01 23 45 67 89 ou aide@elections.example')
    expect(textOf()).not.toContain('annuler')
  })
})

describe('the texts of refusals', () => {
  it.each(Object.entries(problemTexts))('are whole sentences: %s', (_, problem) => {
    expect(Object.values(problem).join('\n')).toMatch(/^(\p{Lu}[^\n]*\.\n?)+$/u)
  })

  it.each(Object.entries(fieldTexts))('of fields are whole sentences: %s', (_, text) => {
    expect(text).toMatch(/^\p{Lu}.*\.$/u)
  })

  it('do not tell which of the NUMEN and the birth date is wrong', () => {
    const { title } = problemTexts['identity-mismatch']
    expect(title).toContain('NUMEN')
    expect(title).toContain('date de naissance')
  })
})

describe('after too many tries, the voter is told how long to wait', () => {
  it.each([
    [1, '1 minute'],
    [60, '1 minute'],
    [61, '2 minutes'],
    [89 * 60, '89 minutes'],
    [90 * 60, '2 heures'],
    [86_400, '24 heures'],
  ])('%d seconds: %s', (seconds, wait) => {
    expect(waitText(seconds)).toBe(`Réessayez dans ${wait}, ou adressez-vous à l'assistance.`)
  })
})
