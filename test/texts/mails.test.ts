import { htmlUnescape } from 'escape-goat'
import { describe, expect, it } from 'vitest'
import electionFile from '../../election.json' with { type: 'json' }
import { parseElection } from '../../shared/domain/election.ts'
import { inGroupsOfFour } from '../../shared/domain/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/identifier-derivation.ts'
import { maskPhone } from '../../shared/domain/phone.ts'
import {
  bothFactorsLostMail,
  identifierSentMail,
  type Letterhead,
  type MailText,
  passwordLinkMail,
  passwordSetMail,
  reissueAskedMail,
  reissueCancelledMail,
} from '../../shared/texts/mails.ts'
import { keys, phone, voterId } from '../builders/values.ts'

const election: Letterhead = parseElection(electionFile)
const siteUrl = 'https://vote.example.org'
const passwordPage = `${siteUrl}/mot-de-passe/`
const passwordLink = `${passwordPage}#${voterId}.${'t'.repeat(43)}`
const cancelLink = `${siteUrl}/annuler/#reissue-1.${'c'.repeat(43)}`
const asked = new Date('2026-11-30T23:05:00Z')
const later = new Date('2026-11-30T23:58:00Z')
const nextDay = new Date('2026-12-01T23:58:00Z')
/** Of each of them, by the clock of Paris and of Cayenne. */
const clocks = {
  asked: ['1er décembre 2026 à 0 h 05', '30 novembre 2026 à 20 h 05'],
  later: ['1er décembre 2026 à 0 h 58', '30 novembre 2026 à 20 h 58'],
  aboutLater: ['1er décembre 2026 vers 0 h 58', '30 novembre 2026 vers 20 h 58'],
  nextDay: ['2 décembre 2026 à 0 h 58', '1er décembre 2026 à 20 h 58'],
}

interface Voter {
  firstName?: string
  maskedPhone?: string
}

interface Case {
  write: (letterhead: Letterhead, voter: Voter) => MailText
  subject: string
  moments: (keyof typeof clocks)[]
  /** Absent from a mail that only the helpdesk can follow. */
  action?: { label: string; link: string }
}

const notMe = { label: "Ce n'est pas moi : demander un lien", link: passwordPage }
const zoe = { firstName: 'Zoé', siteUrl }
const sms = { requestedAt: asked, maskedPhone: maskPhone(phone) }

const mails: Record<string, Case> = {
  'the link of a first connection': {
    write: (letterhead, voter) =>
      passwordLinkMail(letterhead, {
        ...zoe,
        link: passwordLink,
        minutes: 30,
        first: true,
        ...voter,
      }),
    subject: 'Créez votre mot de passe',
    moments: [],
    action: { label: 'Créer mon mot de passe', link: passwordLink },
  },
  'the link of a forgotten password': {
    write: (letterhead, voter) =>
      passwordLinkMail(letterhead, {
        ...zoe,
        link: passwordLink,
        minutes: 30,
        first: false,
        ...voter,
      }),
    subject: 'Créez un nouveau mot de passe',
    moments: [],
    action: { label: 'Créer un nouveau mot de passe', link: passwordLink },
  },
  'a password created': {
    write: (letterhead, voter) =>
      passwordSetMail(letterhead, {
        ...zoe,
        kind: 'created',
        at: asked,
        reissuesResumeAt: undefined,
        ...voter,
      }),
    subject: 'Votre mot de passe a été créé',
    moments: ['asked'],
    action: notMe,
  },
  'a password changed': {
    write: (letterhead, voter) =>
      passwordSetMail(letterhead, {
        ...zoe,
        kind: 'changed',
        at: asked,
        reissuesResumeAt: nextDay,
        ...voter,
      }),
    subject: 'Votre mot de passe a été remplacé',
    moments: ['asked', 'nextDay'],
    action: notMe,
  },
  'an identifier asked for': {
    write: (letterhead, voter) =>
      reissueAskedMail(letterhead, { ...zoe, ...sms, expectedAt: later, cancelLink, ...voter }),
    subject: "Votre demande d'un nouvel identifiant électeur",
    moments: ['asked', 'aboutLater'],
    action: { label: "Ce n'est pas moi : annuler", link: cancelLink },
  },
  'an identifier asked for, whose SMS is leaving': {
    write: (letterhead, voter) =>
      reissueAskedMail(letterhead, {
        ...zoe,
        ...sms,
        expectedAt: later,
        cancelLink: undefined,
        ...voter,
      }),
    subject: "Votre demande d'un nouvel identifiant électeur",
    moments: ['asked', 'aboutLater'],
  },
  'an identifier sent': {
    write: (letterhead, voter) =>
      identifierSentMail(letterhead, { ...zoe, ...sms, sentAt: later, ...voter }),
    subject: 'Votre nouvel identifiant électeur a été envoyé par SMS',
    moments: ['asked', 'later'],
    action: { label: 'Ouvrir mon espace électeur', link: `${siteUrl}/espace/` },
  },
  'a request cancelled': {
    write: (letterhead, voter) =>
      reissueCancelledMail(letterhead, {
        ...zoe,
        requestedAt: asked,
        cancelledAt: later,
        bothLostHours: 24,
        ...voter,
      }),
    subject: "Votre demande d'un nouvel identifiant électeur est annulée",
    moments: ['asked', 'later'],
    action: { label: 'Demander un lien pour un nouveau mot de passe', link: passwordPage },
  },
  'a request refused because both factors were lost': {
    write: (letterhead, voter) =>
      bothFactorsLostMail(letterhead, { ...zoe, at: asked, until: nextDay, ...voter }),
    subject: "Une demande d'identifiant électeur a été refusée par sécurité",
    moments: ['asked', 'nextDay'],
    action: notMe,
  },
}

/** With every space an ordinary one. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

const textOf = (name: keyof typeof mails, letterhead = election) =>
  plain(mails[name]?.write(letterhead, {}).text ?? '')

/** What a reader of the HTML reads, one string a line. */
function read(html: string): string[] {
  const [, body = ''] = html.split('<body')
  return htmlUnescape(
    body
      .replace(/^[^>]*>/, '')
      .replaceAll(/<!--.*?-->/g, '')
      .replaceAll(/<(br|\/p|\/td)>/g, '\n')
      .replaceAll(/<[^>]*>/g, ''),
  )
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

const hrefs = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => htmlUnescape(href ?? ''))

describe.each(Object.entries(mails))(
  'the mail about %s',
  (_, { write, subject, moments, action }) => {
    const mail = write(election, {})

    it('has one subject for everybody, which holds nothing personal', () => {
      expect(mail.subject).toBe(subject)
      const other = write(election, { firstName: 'Bcc: x\nAli', maskedPhone: '•• •• •• •• 99' })
      expect(other.subject).toBe(subject)
    })

    it('says the same in text and in HTML', () => {
      const [title, organiser, ...lines] = read(mail.html)
      expect(plain(`${title}, ${organiser}`)).toBe(`${election.title}, ${election.organiser}`)
      const besideButton = /^Le bouton ne marche pas/
      expect(lines.filter((line) => !besideButton.test(line))).toEqual(
        mail.text.split('\n').filter((line) => line !== ''),
      )
    })

    it('greets the voter, and is signed by the organiser of the election', () => {
      expect(mail.text).toMatch(/^Bonjour Zoé,\n/)
      expect(mail.text).toContain(`\nCordialement,\n${election.organiser}\n`)
      expect(mail.text).toContain(
        `\n${election.title} — message automatique, merci de ne pas y répondre.\n`,
      )
    })

    it('says where the helpdesk is, and what it never asks for', () => {
      expect(plain(mail.text)).toContain(
        '+33 1 23 45 67 89 ou assistance@elections.example.org, du lundi au vendredi, de 8 h à 18 h.',
      )
      expect(hrefs(mail.html)).toContain('tel:+33123456789')
      expect(hrefs(mail.html)).toContain('mailto:assistance@elections.example.org')
      expect(mail.text).toContain("L'assistance ne vous demandera jamais votre mot de passe")
    })

    it('says what to do if it is not the voter', () => {
      expect(plain(mail.text)).toMatch(/Ce n'est pas vous\b[^?]*\?/)
    })

    it('has one action at most, whose address stands alone on its line', () => {
      const web = hrefs(mail.html).filter((href) => !/^(tel|mailto):/.test(href))
      expect(web).toEqual(action ? [action.link] : [])
      if (action) expect(plain(mail.text)).toContain(`\n${action.label}\n${action.link}\n`)
      expect(mail.text.match(/https?:/g) ?? []).toHaveLength(web.length)
    })

    it('loads nothing from anywhere and runs nothing', () => {
      expect(mail.html).not.toMatch(/\bsrc=|url\(|@import|<(script|style|link|img|form|iframe)\b/i)
      const shown = action ? [action.link, action.link] : []
      expect(mail.html.match(/https?:[^"<\s]*/g) ?? []).toEqual(shown)
    })

    it('is a whole French page in UTF-8 whose tables are for layout only', () => {
      expect(mail.html).toMatch(/^<!DOCTYPE html>\n<html lang="fr">/)
      expect(mail.html).toContain('<meta charset="utf-8">')
      expect(mail.html).toContain('<meta name="viewport" content="width=device-width')
      expect(mail.html).toContain(`<title>${subject.replaceAll("'", '&#39;')}</title>`)
      expect(mail.html.match(/<table(?! role="presentation")/g)).toBeNull()
      for (const element of ['table', 'tr', 'td', 'p', 'a', 'span']) {
        const opened = mail.html.match(new RegExp(`<${element}\\b`, 'g')) ?? []
        expect(mail.html.match(new RegExp(`</${element}>`, 'g')) ?? []).toHaveLength(opened.length)
      }
    })

    it('shows markup in a name as it is written, and obeys none', () => {
      const { text, html } = write(election, { firstName: `<b>"&'` })
      expect(text).toMatch(/^Bonjour <b>"&',\n/)
      expect(html).toContain('>Bonjour &lt;b&gt;&quot;&amp;&#39;,</p>')
      expect(html).not.toContain('<b>')
    })

    it("shows markup in the election's own words as it is written", () => {
      const odd = `"><i>&'`
      const { html } = write(
        {
          ...election,
          title: `Titre${odd}`,
          organiser: `Organisateur${odd}`,
          site: { brandColour: `#1d4e89${odd}` },
          helpdesk: { phone: `01${odd}`, email: `a${odd}@example.org`, hours: `8${odd}` },
        },
        {},
      )
      expect(html).not.toMatch(/<i>|"">/)
      expect(read(html)).toContain(`Organisateur${odd}`)
    })

    it('keeps a name on its line, and its direction', () => {
      const { text } = write(election, { firstName: 'Ali\r\n\u2028\tBcc: x\u202e\u0000y' })
      expect(plain(text)).toMatch(/^Bonjour Ali Bcc: x y,\n\n/)
    })

    it('never holds an identifier or more of a phone number than two digits', () => {
      const identifier = deriveIdentifier(keys, voterId, 'reissue-1')
      const careless = write(election, { maskedPhone: '+33698765432' })
      for (const written of Object.values(careless)) {
        expect(written).not.toContain(identifier)
        expect(written).not.toContain(inGroupsOfFour(identifier))
        expect(written).not.toMatch(/\bB5[0-9A-Z]{2}[\s-]*[0-9A-Z]{4}[\s-]*[0-9A-Z]{4}\b/)
        expect(written.replaceAll(/\s/g, '')).not.toContain('98765432')
      }
    })

    it.each([
      ['Europe/Paris', 0],
      ['America/Cayenne', 1],
    ])('tells moments by the clock of the election: %s', (timeZone, clock) => {
      const text = plain(write({ ...election, timeZone }, {}).text)
      expect(text.match(/\d+(er)? \p{L}+ \d{4} (à|vers) \d+ h \d\d/gu) ?? []).toEqual(
        moments.map((moment) => clocks[moment][clock]),
      )
    })

    it('breaks no line before the punctuation that French sets apart', () => {
      expect(mail.text).not.toMatch(/ [?!:;»]|« /)
      expect(read(mail.html).join('\n')).not.toMatch(/ [?!:;»]|« /)
    })
  },
)

describe('the link to a password', () => {
  it('says how long it is good, that it serves once, and that only the last one does', () => {
    const text = textOf('the link of a first connection')
    expect(text).toContain("Ce lien ne sert qu'une fois, pendant 30 minutes")
    expect(text).toContain('seul le dernier est valable')
  })

  it('says to who asked for nothing that nothing has changed', () => {
    expect(textOf('the link of a first connection')).toContain(
      "Ne faites rien : rien n'a changé, et aucun mot de passe n'a été créé.",
    )
    expect(textOf('the link of a forgotten password')).toContain(
      "Ne faites rien : rien n'a changé, et votre mot de passe reste le même.",
    )
  })
})

describe('a password that was set', () => {
  it('says when, and of a change that it ended every session', () => {
    expect(textOf('a password created')).toContain('créé le 1er décembre 2026 à 0 h 05,')
    const text = textOf('a password changed')
    expect(text).toContain('remplacé le 1er décembre 2026 à 0 h 05,')
    expect(text).toContain('Toutes les sessions ouvertes avec votre compte ont pris fin')
  })

  it('says from when an identifier can be asked for online again, if it cannot at once', () => {
    const text = textOf('a password changed')
    expect(text).toContain('ne peut pas être demandé en ligne avant le 2 décembre 2026 à 0 h 58.')
    expect(text).toContain("adressez-vous d'ici là à l'assistance")
    expect(textOf('a password created')).not.toContain('en ligne')
  })
})

describe('an identifier asked for', () => {
  it('says when the request was made and the SMS is expected', () => {
    const text = textOf('an identifier asked for')
    expect(text).toContain('enregistrée le 1er décembre 2026 à 0 h 05.')
    expect(text).toContain('se termine par 78, le 1er décembre 2026 vers 0 h 58.')
  })

  it('says that the present identifier is valid until the SMS leaves, and the password stays', () => {
    const text = textOf('an identifier asked for')
    expect(text).toContain("Votre identifiant actuel reste valable jusqu'à cet envoi.")
    expect(text).toContain('Votre mot de passe personnel ne change pas.')
    expect(text).toContain("Cet identifiant n'est jamais envoyé par e-mail")
  })

  it('whose SMS is leaving says that the helpdesk is the only way to stop it', () => {
    const text = textOf('an identifier asked for, whose SMS is leaving')
    expect(text).toContain('Elle ne peut plus être annulée')
    expect(text).toContain("Appelez tout de suite l'assistance.")
    expect(text).not.toContain("Ce n'est pas moi")
  })
})

describe('an identifier sent', () => {
  it('says when it was asked for, when it left and where to, and that the old one is dead', () => {
    const text = textOf('an identifier sent')
    expect(text).toContain('demandé le 1er décembre 2026 à 0 h 05 a été envoyé par SMS')
    expect(text).toContain('au numéro qui se termine par 78, le 1er décembre 2026 à 0 h 58.')
    expect(text).toContain("Votre ancien identifiant n'est plus valable.")
    expect(text).toContain("Appelez tout de suite l'assistance.")
    expect(text).not.toContain('sera envoyé')
  })
})

describe('a request cancelled', () => {
  it('says when, what stays, what ended, and what the voter must do', () => {
    const text = textOf('a request cancelled')
    expect(text).toContain('faite le 1er décembre 2026 à 0 h 05 a été annulée')
    expect(text).toContain('annulée le 1er décembre 2026 à 0 h 58,')
    expect(text).toContain('Aucun SMS ne partira. Votre identifiant actuel reste valable.')
    expect(text).toContain("La demande n'est pas décomptée.")
    expect(text).toContain('toutes les sessions ouvertes avec votre compte ont pris fin')
    expect(text).toContain('vous devez créer un nouveau mot de passe')
  })

  it('says how long only the helpdesk gives identifiers', () => {
    const written = (bothLostHours: number) =>
      plain(
        reissueCancelledMail(election, {
          ...zoe,
          requestedAt: asked,
          cancelledAt: later,
          bothLostHours,
        }).text,
      )
    expect(written(24)).toContain('Ensuite, pendant 24 heures, un nouvel identifiant ne pourra pas')
    expect(written(1)).toContain('pendant 1 heure,')
  })
})

describe('a request refused because both factors were lost', () => {
  it('says when and why, and what to do whether it was the voter or not', () => {
    const text = textOf('a request refused because both factors were lost')
    expect(text).toContain('depuis votre espace électeur le 1er décembre 2026 à 0 h 05.')
    expect(text).toContain('votre mot de passe avait été remplacé trop peu de temps avant')
    expect(text).toContain('refaites votre demande après le 2 décembre 2026 à 0 h 58.')
    expect(text).toContain("Changez d'abord le mot de passe de votre messagerie")
  })
})
