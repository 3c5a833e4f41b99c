import { expect, it } from 'vitest'
import { smsFailures } from '../../shared/domain/sms/sms-delivery.ts'
import {
  reissueCancelledMail,
  reissueFailedMail,
} from '../../shared/texts/reissue/reissue-mails.ts'
import { asked, election, later, zoe } from './mail-cases.ts'
import { mails } from './mail-examples.ts'
import { plain } from './plain.ts'

const textOf = (name: keyof typeof mails) => plain(mails[name]?.write(election, {}).text ?? '')

const formerIsVoid = /plus valable|ne fonctionne plus/

it.each<[mail: string, says: string[], neverSays?: string | RegExp]>([
  [
    'the link of a first connection',
    ['une seule fois, pendant les 2 heures qui suivent', "aucun mot de passe n'est créé."],
  ],
  ['the link of a forgotten password', ['votre mot de passe reste le même.']],
  ['a password created', ['Gardez-le pour vous.'], 'en ligne'],
  [
    'a password changed',
    [
      'Toutes les connexions à votre compte ont pris fin',
      'pas demander de nouvel identifiant en ligne avant le mercredi 2 décembre à 0 h 58.',
    ],
  ],
  [
    'an identifier asked for',
    [
      "attendu vers 0 h 58, au numéro se terminant par 78. L'expéditeur est « ELECTIONPRO ».",
      'Votre identifiant ne change pas avant le départ du SMS.',
      "Le nouvel identifiant n'est jamais envoyé par e-mail",
    ],
  ],
  [
    'an identifier asked for, whose SMS is leaving',
    ["Il est trop tard pour l'annuler", "Appelez tout de suite l'assistance."],
    "Ce n'est pas moi",
  ],
  [
    'an identifier sent',
    ['est parti par SMS à 0 h 58, au', "Votre ancien identifiant n'est plus valable."],
    /l'opérateur|sera envoyé/,
  ],
  ['an SMS put off', ["n'est décomptée qu'une fois", 'ne change pas avant le départ du SMS.']],
  [
    'an SMS that did not arrive',
    [
      "n'a pas pu être remis au numéro se terminant par 78. Le téléphone semble",
      "est pleine. Allumez le téléphone, vérifiez qu'il capte",
      'Votre ancien identifiant ne fonctionne plus.',
      'Il vous reste 2 demandes.',
      'Si le SMS de 0 h 58 finit par arriver, son identifiant fonctionne. Sinon, demandez-en un autre.',
    ],
  ],
  ['an SMS that could not leave', ['Votre identifiant ne change pas.'], formerIsVoid],
  [
    'an SMS that SNS did not send after all',
    ["n'a pas pu être envoyé", "d'avant cette demande est de nouveau valable."],
    formerIsVoid,
  ],
  [
    'an SMS that did not arrive, once requests are closed',
    ["plus faire de demande en ligne : adressez-vous à l'assistance."],
    '/identifiant/',
  ],
  [
    'a request cancelled',
    [
      "Votre identifiant ne change pas. Aucune demande n'a été décomptée.",
      'toutes les connexions à votre compte ont pris fin',
      'vous devez créer un nouveau mot de passe',
    ],
  ],
  [
    'a request refused because both factors were lost',
    [
      'votre mot de passe avait été remplacé, ou votre inscription corrigée, moins de 24 heures avant',
      "Changez d'abord le mot de passe de votre messagerie",
    ],
  ],
])('the mail about %s says what its reader needs', (mail, says, neverSays) => {
  const text = textOf(mail)
  for (const sentence of says) expect(text).toContain(sentence)
  if (neverSays) expect(text).not.toMatch(neverSays)
})

it.each([
  ['an identifier asked for', 'SMS attendu vers 0 h 58'],
  ['an SMS put off', 'attendu le mercredi 2 décembre vers 0 h 58'],
  ['an identifier sent', 'parti par SMS à 0 h 58'],
])('the subject of a mail says when the SMS comes or left: %s', (name, when) => {
  expect(plain(mails[name]?.write(election, {}).subject)).toContain(when)
})

it('the mail of a request gives the link to follow first, then what cancelling costs, then its link', () => {
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

it('each cause of a failure has its own text in its mail', () => {
  const details = {
    ...zoe,
    requestedAt: asked,
    sentAt: later,
    maskedPhone: '•• 78',
    closesAt: later,
    remaining: 2,
  }
  const why = smsFailures.map(
    (failure) => reissueFailedMail(election, { ...details, formerState: 'replaced', failure }).text,
  )
  expect(new Set(why).size).toBe(smsFailures.length)
})

it('no mail claims an arrival', () => {
  for (const name of Object.keys(mails)) {
    expect(textOf(name), name).not.toMatch(/SMS (est|a été) (bien )?(arrivé|reçu|livré|délivré)/)
  }
})

it('the mail of a cancellation says for how long only the helpdesk gives identifiers', () => {
  const written = (bothLostHours: number) =>
    plain(
      reissueCancelledMail(
        { ...election, bothLostHours },
        { ...zoe, requestedAt: asked, cancelledAt: later, mayHaveLaterSms: false },
      ).text,
    )
  expect(written(24)).toContain("Ensuite, pendant 24 heures, seule l'assistance pourra vous aider")
  expect(written(1)).toContain('pendant 1 heure,')
})
