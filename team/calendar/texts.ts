import { duration, moment } from '../../shared/texts/moments.ts'

type Change = 'suspend' | 'resume' | 'extend'

export const calendarTexts = {
  notDuration: `La durée s’écrit « 90 min », « 2 h », « 1 h 30 » ou « 2 jours », une semaine au plus. Rien n’a été changé.`,
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
