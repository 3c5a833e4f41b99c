import { duration, moment } from '../../shared/texts/moments.ts'
import { count } from '../../shared/texts/numbers.ts'

type Change = 'suspend' | 'resume' | 'extend'

const nothing = 'Rien n’a été changé.'

const ownReason = '--reason "…"'

export const calendarTexts = {
  ownReason,
  notDuration: `La durée s’écrit « 90 min », « 2 h », « 1 h 30 » ou « 2 jours », une semaine au plus. ${nothing}`,
  asked: (command: string, minutes: number) =>
    `C’est noté. Une autre personne, avec ses propres droits et depuis une autre adresse réseau, tape dans les ${count(minutes, 'minute')}, avec sa propre raison :\n  ${command}\nRien n’est changé d’ici là.`,
  askedAlready: (command: string) =>
    `Vous l’avez déjà demandé. Une autre personne doit taper, avec sa propre raison :\n  ${command}\n${nothing}`,
  onThisMachine:
    'Sur cette machine, « LOCAL_CALLER=autre » devant la commande fait de vous cette autre personne.',
  done: {
    suspend: 'Le vote est suspendu dans cinq secondes. Toutes les pages le disent dans la minute.',
    resume: 'Le vote reprend dans cinq secondes. Ce qui attendait repart dans la minute.',
    extend: 'Le vote est prolongé. Toutes les pages le disent dans la minute.',
  } satisfies Record<Change, string>,
  agreedWith: (by: string, reason: string) => `À la demande de ${by} : « ${reason} ».`,
  unchanged: 'Le calendrier est celui du fichier : ni suspension, ni prolongation.',
  suspendedSince: (since: Date, zone: string) =>
    `Le vote est suspendu depuis ${moment(since, zone)}.`,
  suspended: (from: Date, to: Date, zone: string) =>
    `Le vote a été suspendu ${moment(from, zone)}, et repris ${moment(to, zone)} : ${duration(to.getTime() - from.getTime())}.`,
  extended: (minutes: number) => `Prolongé de ${duration(minutes * 60_000)}.`,
  closings: (reissues: Date, vote: Date, zone: string, isSuspended: boolean) =>
    `${isSuspended ? 'S’il reprenait maintenant, les' : 'Les'} demandes fermeraient ${moment(reissues, zone)}, le vote ${moment(vote, zone)}.`,
} as const
