import { count } from '../numbers.ts'
import type { Remedied } from './preflight-command.ts'

const inWords = (seconds: number) =>
  seconds < 120 ? count(seconds, 'seconde') : count(Math.round(seconds / 60), 'minute')

export const accountTexts = {
  caller: (account: string, who: string) => `Compte ${account}, en tant que ${who}.`,
  root: (account: string): Remedied => ({
    text: `Compte ${account}, en tant que racine : elle ne peut prendre aucun rôle, et rien ne la limite.`,
    remedy:
      'Déployez avec un utilisateur ou un rôle qui a le droit « sts:AssumeRole » sur les rôles cdk-* : docs/deploy.md.',
  }),
  noCaller: (error: string): Remedied => ({
    text: `AWS n'a pas dit de qui sont les identifiants de cette session (${error}). Rien d'autre n'a pu être regardé.`,
    remedy: 'Vérifiez-les, et le réseau, puis recommencez : aws sts get-caller-identity.',
  }),
  clockRight: "L'horloge de cette machine est à l'heure d'AWS.",
  clockDoubtful: (seconds: number): Remedied => ({
    text: `L'horloge de cette machine s'écarte de ${inWords(seconds)} de celle d'AWS.`,
    remedy: "Mettez-la à l'heure : timedatectl set-ntp true, puis npm run preflight.",
  }),
  clockWrong: (seconds: number): Remedied => ({
    text: `L'horloge de cette machine s'écarte de ${inWords(seconds)} de celle d'AWS, qui refuse ce qui est signé à plus de 5 minutes.`,
    remedy: "Mettez-la à l'heure : timedatectl set-ntp true, puis npm run preflight.",
  }),
} as const

export const deploymentTexts = {
  bootstrap: (region: string, version: number) =>
    `Amorçage de CDK (bootstrap) dans ${region} : version ${version}.`,
  noBootstrap: (account: string, region: string): Remedied => ({
    text: `CDK n'a pas été amorcé dans ${region} : rien ne peut y être déployé.`,
    remedy: `npx cdk bootstrap aws://${account}/${region}`,
  }),
  oldBootstrap: (account: string, region: string, version: number, least: number): Remedied => ({
    text: `L'amorçage de CDK dans ${region} est à la version ${version}, il en faut ${least} au moins.`,
    remedy: `npx cdk bootstrap aws://${account}/${region}`,
  }),
  newStack: (name: string) => `${name} : pas encore déployée.`,
  onlyReviewed: (name: string) =>
    `${name} : un premier déploiement a été préparé, et jamais exécuté ; le suivant le remplace.`,
  stack: (name: string, status: string) => `${name} : déployée (${status}).`,
  keyAfterwards: (name: string): Remedied => ({
    text: `${name} est déployée sans la clé que demande « protection.customerManagedKey » : les copies des clés et des tables faites avant restent ouvertes à la clé d'AWS.`,
    remedy: 'docs/deploy.md#tables-and-keys-closed-to-administrators',
  }),
  keyGivenUp: (name: string): Remedied => ({
    text: `${name} est déployée avec une clé de l'élection, que le fichier ne demande plus : CloudFormation refuse de l'ôter tant que le service la nomme.`,
    remedy:
      'Remettez "customerManagedKey": true à « protection » : docs/deploy.md#tables-and-keys-closed-to-administrators',
  }),
  busyStack: (name: string, status: string): Remedied => ({
    text: `${name} est en train de changer (${status}).`,
    remedy: 'Attendez la fin avant « npx cdk deploy ».',
  }),
  rolledBack: (name: string): Remedied => ({
    text: `${name} : son premier déploiement a échoué, le suivant échouera aussi tant qu'elle est là.`,
    remedy: 'docs/deploy.md#if-the-first-deployment-fails',
  }),
  failedStack: (name: string, status: string): Remedied => ({
    text: `${name} est en échec (${status}) : CloudFormation ne la change plus.`,
    remedy: `aws cloudformation describe-events --stack-name ${name} --filters FailedEvents=true dit pourquoi. La suite : docs/runbook.md#a-deployment-fails`,
  }),
  ofVote: 'La liste électorale importée est celle du vote.',
  rehearsal: {
    text: "Ceci est une répétition : seules les personnes invitées reçoivent des e-mails et des SMS, et tout dit que ce n'est pas le vote.",
    remedy:
      'Avant le vote : npm run rehearsal -- wipe, puis « mode: vote » (docs/deploy.md#rehearse).',
  },
  otherRoll: {
    rehearsal: {
      text: 'Les tables contiennent encore une répétition, et ceci est le vote : ne déployez pas.',
      remedy:
        'npm run rehearsal -- wipe, avec le fichier de la répétition (docs/deploy.md#rehearse).',
    },
    vote: {
      text: 'La liste du vote est déjà importée, et ceci est une répétition : ne déployez pas.',
      remedy: 'Répétez sous un autre « name » (docs/deploy.md#rehearse).',
    },
  } satisfies Record<'rehearsal' | 'vote', Remedied>,
  mayTakeOn: (role: string, region: string) =>
    `Vous pouvez prendre le rôle ${role} de CDK dans ${region}.`,
  mayNotTakeOn: (role: string, region: string): Remedied => ({
    text: `Vous ne pouvez pas prendre le rôle ${role} de CDK dans ${region} : « npx cdk deploy » se servirait de vos propres droits.`,
    remedy:
      'Faites donner « sts:AssumeRole » sur les rôles cdk-* à qui déploie : docs/deploy.md#before-the-first-deployment.',
  }),
} as const
