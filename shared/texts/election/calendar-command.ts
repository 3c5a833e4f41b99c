import { duration, moment } from '../moments.ts'
import { count, number } from '../numbers.ts'

export const calendarHelp = {
  name: 'npm run calendar --',
  usage: '<commande> [options]',
  program:
    "Suspend le vote, le reprend ou le prolonge, sans déploiement. Il faut deux personnes : la première demande, la seconde lance la même commande dans l'heure, avec ses propres droits et depuis une autre adresse réseau.",
  commands: {
    show: 'Dit si le vote est suspendu, ce qui a été suspendu ou ajouté, et quand il ferme.',
    suspend:
      "Suspend le vote : plus personne ne se connecte, ne demande d'identifiant ni ne vote, aucun SMS ne part, aucun délai ne court.",
    resume: "Reprend le vote : chaque délai et chaque fermeture reçoivent le temps de l'arrêt.",
    extend:
      'Reporte la fermeture des demandes et du vote, ce qui rouvre les demandes closes depuis moins longtemps.',
  },
  minutes: 'de combien de minutes, au plus une semaine',
  reason: 'pourquoi : le journal et le bureau le reçoivent',
  examples: `
Exemples :
  npm run calendar -- show --stack
  npm run calendar -- suspend --reason "Les SMS ne partent plus" --stack
  npm run calendar -- resume --reason "Les SMS repartent" --stack
  npm run calendar -- extend 120 --reason "Panne de messagerie le matin" --stack`,
} as const

type Change = 'suspend' | 'resume' | 'extend'

const nothing = 'Rien n’a été changé.'

const ownReason = '--reason "…"'

export const calendarTexts = {
  ownReason,
  reasonless: `Dites pourquoi, en quelques mots et sans nommer personne : ${ownReason}. ${nothing}`,
  notMinutes: (longest: number) => `Le nombre de minutes va de 1 à ${number(longest)}. ${nothing}`,
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
