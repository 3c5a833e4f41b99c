import type { RemedyName } from '../../shared/texts/alarms.ts'
import type { Check } from './finding.ts'
import { findDeadLetters, findStoppedService } from './service-checks.ts'
import { findFailingTerritories, findHeldSms, findPausedSms } from './sms-checks.ts'

interface Remedy {
  symptom: string
  messageToVoters: string
  checks: readonly Check[]
  advice?: string
  otherCauses: readonly string[]
}

export const remedies: Readonly<Record<RemedyName, Remedy>> = {
  'e-mails': {
    symptom: 'Les e-mails et les liens n’arrivent plus',
    messageToVoters: 'Les e-mails ont du retard. Gardez votre page ouverte.',
    checks: [findStoppedService],
    otherCauses: [
      'SES a atteint son débit ou son nombre du jour : tout part plus tard. Demandez davantage à AWS (SES, « Request increase »), puis écrivez mailsPerSecond ou mailsPerDay et déployez.',
      'AWS a suspendu l’envoi pour trop de refus ou de plaintes : répondez au dossier que le support AWS a ouvert.',
      'Un domaine refuse : npm run roll -- bounced --stack, puis appelez ses administrateurs.',
      'Une personne n’a rien : npm run mail -- status --stack dit si AWS n’écrit plus à son adresse.',
    ],
  },
  sms: {
    symptom: 'Les SMS n’arrivent plus, ou plus dans un territoire',
    messageToVoters: 'Les SMS sont retenus. Votre identifiant actuel fonctionne.',
    checks: [findStoppedService, findPausedSms, findHeldSms, findFailingTerritories],
    otherCauses: [
      'Budget du mois : demandez à AWS de l’augmenter (support, « SNS Text Messaging », « spend limit »), écrivez smsMonthlySpendUsd et déployez, puis relancez ce remède.',
      'Nombre du jour atteint : si ces demandes sont vraies, augmentez smsDailyCap et déployez ; les SMS partent dans l’heure.',
      'Prix d’un territoire : augmentez smsMaxPriceUsd et déployez ; npm run sms -- try --stack en fait partir un, dont l’accusé décide.',
      'Aucun accusé : npx cdk deploy --all -c sms-attributes-again=$(date +%s) remet les réglages de SNS. Les SMS partent quand même.',
      'Un opérateur bloque l’expéditeur : dites-le au support AWS, et retenez ce territoire.',
    ],
  },
  affluence: {
    symptom: 'Le site est lent, ou refuse',
    messageToVoters: 'Le site est très fréquenté. Réessayez dans une minute.',
    checks: [],
    advice: 'Attendez dix minutes : une foule passe. Sinon, appelez la personne qui déploie.',
    otherCauses: [
      'Le tableau de bord dit quelle page. Une foule : elle passe, rien n’est perdu. Un seul réseau qui insiste : le pare-feu l’arrête.',
      'Une académie est arrêtée par le pare-feu : augmentez sa limite (lib/firewall-limits.ts) et déployez la pile Edge.',
      'La capacité du compte est prise : demandez à AWS (Service Quotas, Lambda, « Concurrent executions ») et écrivez lambdaConcurrency.',
      'Des pannes depuis un déploiement : déployez la version d’avant. Sinon : état d’AWS, puis la requête failures-by-route.',
    ],
  },
  files: {
    symptom: 'Des demandes restent sans suite',
    messageToVoters: 'Votre demande est enregistrée. Elle va reprendre.',
    checks: [findStoppedService, findDeadLetters],
    otherCauses: [
      'Une seule alarme n’est rien : le service reprend de lui-même.',
      'Si elle revient : la requête failures-by-route dit quelle fonction échoue, et pourquoi. Après un déploiement, déployez la version d’avant.',
    ],
  },
  journal: {
    symptom: 'Le journal du vote ne s’écrit plus',
    messageToVoters: 'Rien : les électeurs ne voient rien.',
    checks: [findStoppedService, findDeadLetters],
    otherCauses: [
      'Dites-le au bureau et aux délégués. Une écriture qui échoue est réessayée pendant 23 heures, puis mise de côté.',
      'Des écritures ont attendu trop longtemps : npm run ledger -- compare --stack dit lesquelles manquent.',
      'Sinon : la requête failures-by-route dit pourquoi, et le support AWS aide (S3, KMS).',
    ],
  },
  attaque: {
    symptom: 'On essaie des mots de passe',
    messageToVoters: 'Rien : les électeurs entrent.',
    checks: [],
    advice: 'Ne faites rien : le service freine ces essais. Prévenez le bureau.',
    otherCauses: [
      'Chaque essai est compté, et un navigateur connu n’attend pas. Un nouveau navigateur peut avoir besoin d’un code par e-mail.',
      'Si des personnes appellent : la page de connexion leur propose ce code.',
      'Si le site devient lent : npm run election -- remedy affluence --stack.',
    ],
  },
}
