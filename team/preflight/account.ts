import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import { modeOfRoll } from '../../shared/domain/roll/roll-operation.ts'
import { rehearsalCommandTexts } from '../rehearsal/texts.ts'
import type { Caller } from './caller.ts'
import type { Account } from './clients.ts'
import { blocker, check, type Finding, ok, warning } from './finding.ts'
import { checkOutputs } from './stacks.ts'

export function accountChecks({ election, clients, caller }: Account) {
  const { main } = stackNamesOf(election)
  const database = DynamoDBDocumentClient.from(clients.dynamodb)
  return [
    Promise.resolve([judgeCaller(caller)]),
    checkOutputs(clients.cloudFormation, main, async (outputs) => {
      if (!outputs) return [firstDistributionWarning, ...judgeMode(election.mode, undefined)]
      const { RollOperationsTable = '' } = outputs
      return [
        ok(`${main} : déployée.`),
        ...(await check(
          'dynamodb:Scan',
          async () => modeOfRoll(await dynamoRollOperations(database, RollOperationsTable).list()),
          (rollMode) => judgeMode(election.mode, rollMode),
        )),
      ]
    }),
  ]
}

function judgeCaller({ account, name }: Caller): Finding {
  if (name !== 'root') return ok(`Compte ${account}, en tant que ${name}.`)
  return warning({
    text: `Compte ${account}, en tant que racine : elle ne peut prendre aucun rôle, et rien ne la limite.`,
    remedy:
      'Déployez avec un utilisateur ou un rôle qui a le droit « sts:AssumeRole » sur les rôles cdk-* : docs/deploy.md.',
  })
}

/** No API tells whether CloudFront accepts an account. */
const firstDistributionWarning = warning({
  text: "AWS refuse parfois sa première distribution CloudFront à un compte récent (« must be verified »), et rien ne le dit à l'avance.",
  remedy:
    "Si ce compte n'en a encore aucune, demandez dès maintenant au Support d'AWS de le vérifier pour CloudFront : la réponse prend des jours. docs/deploy.md#what-aws-leaves-to-you, point 8.",
})

export function judgeMode(mode: ElectionMode, importedMode: ElectionMode | undefined): Finding[] {
  if (importedMode && importedMode !== mode) {
    const text = rehearsalCommandTexts.otherRoll[importedMode]
    return [blocker({ text, remedy: 'docs/deploy.md#rehearse' })]
  }
  if (mode === 'vote') return importedMode ? [ok('La liste importée est celle du vote.')] : []
  return [
    warning({
      text: "Ceci est une répétition : seules les personnes invitées reçoivent des e-mails et des SMS, et tout dit que ce n'est pas le vote.",
      remedy:
        'Avant le vote : npm run rehearsal -- wipe, puis « mode: vote » (docs/deploy.md#rehearse).',
    }),
  ]
}
