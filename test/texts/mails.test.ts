import { describe, expect, it } from 'vitest'
import { smsFailures } from '../../shared/domain/sms/sms-delivery.ts'
import {
  reissueCancelledMail,
  reissueFailedMail,
} from '../../shared/texts/reissue/reissue-mails.ts'
import { asked, election, later, zoe } from './mail-cases.ts'
import { mails } from './mail-examples.ts'
import { plain } from './plain.ts'

const textOf = (name: keyof typeof mails, letterhead = election) =>
  plain(mails[name]?.write(letterhead, {}).text ?? '')

describe('the link to a password', () => {
  it('says how long it is good, that it serves once, and that only the last one does', () => {
    const text = textOf('the link of a first connection')
    expect(text).toContain('Ce lien fonctionne une seule fois, pendant les 2 heures qui suivent')
    expect(text).toContain('seul le dernier fonctionne')
  })

  it('says to who asked for nothing that nothing changes until somebody uses it', () => {
    expect(textOf('the link of a first connection')).toContain(
      "Ne faites rien : tant que personne ne l'utilise, aucun mot de passe n'est créé.",
    )
    expect(textOf('the link of a forgotten password')).toContain(
      "tant que personne ne l'utilise, votre mot de passe reste le même.",
    )
  })
})

describe('a password that was set', () => {
  it('says when, and of a change that it ended every session', () => {
    expect(textOf('a password created')).toContain('créé le mardi 1er décembre à 0 h 05,')
    const text = textOf('a password changed')
    expect(text).toContain('remplacé le mardi 1er décembre à 0 h 05,')
    expect(text).toContain('Toutes les sessions ouvertes avec votre compte ont pris fin')
  })

  it('says from when an identifier can be asked for online again, if it cannot at once', () => {
    const text = textOf('a password changed')
    expect(text).toContain(
      'pas demander de nouvel identifiant en ligne avant le mercredi 2 décembre à 0 h 58.',
    )
    expect(text).toContain("c'est urgent, appelez l'assistance")
    expect(textOf('a password created')).not.toContain('en ligne')
  })
})

describe('an identifier asked for', () => {
  it('says when the request was made and the SMS is expected', () => {
    const text = textOf('an identifier asked for')
    expect(text).toContain('enregistrée le mardi 1er décembre à 0 h 05.')
    expect(text).toContain(
      "attendu vers 0 h 58, au numéro se terminant par 78. L'expéditeur est « ELECTIONPRO ».",
    )
  })

  it('says that the present identifier is valid until the SMS leaves, and the password stays', () => {
    const text = textOf('an identifier asked for')
    expect(text).toContain('Votre identifiant ne change pas avant le départ du SMS.')
    expect(text).toContain('Votre mot de passe personnel ne change pas.')
    expect(text).toContain("Le nouvel identifiant n'est jamais envoyé par e-mail")
  })

  it('is followed first; what stops it comes after, with its price', () => {
    const text = textOf('an identifier asked for')
    const order = [
      'Suivre mon SMS',
      'créer un nouveau',
      "pendant 24 heures, seule l'assistance",
      ': annuler',
    ]
    const found = order.map((words) => text.indexOf(words))
    expect(found).toEqual([...found].sort((one, other) => one - other))
    expect(found).not.toContain(-1)
  })

  it('whose SMS is leaving says that the helpdesk is the only way to stop it', () => {
    const text = textOf('an identifier asked for, whose SMS is leaving')
    expect(text).toContain("Il est trop tard pour l'annuler")
    expect(text).toContain("Appelez tout de suite l'assistance.")
    expect(text).not.toContain("Ce n'est pas moi")
  })
})

describe('an identifier sent', () => {
  it('says when it was asked for, when it left and where to, and that the old one is dead', () => {
    const text = textOf('an identifier sent')
    expect(text).toContain('demandé le mardi 1er décembre à 0 h 05 est parti par SMS à 0 h 58, au')
    // Nothing but a receipt says so.
    expect(text).not.toContain("l'opérateur")
    expect(text).toContain("Votre ancien identifiant n'est plus valable.")
    expect(text).toContain("Appelez tout de suite l'assistance.")
    expect(text).not.toContain('sera envoyé')
  })
})

describe('an SMS put off', () => {
  it('says when it is expected, that it counts once, and which identifier is valid until then', () => {
    const text = textOf('an SMS put off')
    expect(text).toContain('Il est attendu le mercredi 2 décembre vers 0 h 58, au numéro')
    expect(text).toContain("n'est décomptée qu'une fois")
    expect(text).toContain('Votre identifiant ne change pas avant le départ du SMS.')
  })
})

describe('an SMS that failed', () => {
  it('says where it went and why, what counts, which identifier is valid, and until when to ask', () => {
    const text = textOf('an SMS that did not arrive')
    expect(text).toContain(
      "n'a pas pu être remis au numéro se terminant par 78. Le téléphone semble",
    )
    expect(text).toContain("est pleine. Allumez-le, vérifiez qu'il capte")
    expect(text).toContain('Votre ancien identifiant ne fonctionne plus.')
    expect(text).toContain(
      "refaire votre demande jusqu'au mercredi 2 décembre à 0 h 58. Il vous reste 2 demandes.",
    )
  })

  it('and arrives all the same leaves nothing false in the mail', () => {
    expect(textOf('an SMS that did not arrive')).toContain(
      'Si le SMS de 0 h 58 finit par arriver, son identifiant fonctionne. Sinon, demandez-en un autre.',
    )
  })

  it('before it left says that the identifier from before is valid', () => {
    const text = textOf('an SMS that could not leave')
    expect(text).toContain('Votre identifiant ne change pas.')
    expect(text).not.toMatch(/plus valable|ne fonctionne plus/)
  })

  it('and that SNS did not send after all says that the identifier from before is valid again', () => {
    const text = textOf('an SMS that SNS did not send after all')
    expect(text).toContain("n'a pas pu être envoyé")
    expect(text).toContain("Votre identifiant d'avant cette demande est de nouveau valable.")
    expect(text).not.toMatch(/plus valable|ne fonctionne plus/)
  })

  it('once requests are closed leads to the helpdesk, and to no form', () => {
    const text = textOf('an SMS that did not arrive, once requests are closed')
    expect(text).toContain("plus faire de demande en ligne : adressez-vous à l'assistance.")
    expect(text).not.toContain('/identifiant/')
  })

  it('says why, whatever the reason', () => {
    const details = {
      ...zoe,
      requestedAt: asked,
      sentAt: later,
      maskedPhone: '•• 78',
      mayAskUntil: later,
      remaining: 2,
    }
    const why = smsFailures.map(
      (failure) => reissueFailedMail(election, { ...details, former: 'void', failure }).text,
    )
    expect(new Set(why).size).toBe(smsFailures.length)
  })
})

describe('every mail', () => {
  it('claims no arrival, which nobody sees', () => {
    for (const name of Object.keys(mails)) {
      expect(textOf(name), name).not.toMatch(/SMS (est|a été) (bien )?(arrivé|reçu|livré|délivré)/)
    }
  })
})

describe('a request cancelled', () => {
  it('says when, what stays, what ended, and what the voter must do', () => {
    const text = textOf('a request cancelled')
    expect(text).toContain('faite le mardi 1er décembre à 0 h 05 a été annulée')
    expect(text).toContain('annulée à 0 h 58,')
    expect(text).toContain(
      "ne partira pour cette demande. Votre identifiant ne change pas. Aucune demande n'a été décomptée.",
    )
    expect(text).toContain('toutes les sessions ouvertes avec votre compte ont pris fin')
    expect(text).toContain('vous devez créer un nouveau mot de passe')
  })

  it('says how long only the helpdesk gives identifiers', () => {
    const written = (bothLostHours: number) =>
      plain(
        reissueCancelledMail(
          { ...election, bothLostHours },
          { ...zoe, requestedAt: asked, cancelledAt: later },
        ).text,
      )
    expect(written(24)).toContain(
      "Ensuite, pendant 24 heures, seule l'assistance pourra vous aider",
    )
    expect(written(1)).toContain('pendant 1 heure,')
  })
})

describe('a request refused because both factors were lost', () => {
  it('says when and why, and what to do whether it was the voter or not', () => {
    const text = textOf('a request refused because both factors were lost')
    expect(text).toContain('depuis votre espace électeur le mardi 1er décembre à 0 h 05.')
    expect(text).toContain(
      'votre mot de passe avait été remplacé, ou votre inscription corrigée, moins de 24 heures avant',
    )
    expect(text).toContain('Refaites votre demande après le mercredi 2 décembre à 0 h 58.')
    expect(text).toContain("Changez d'abord le mot de passe de votre messagerie")
  })
})
