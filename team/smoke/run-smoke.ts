import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { RollModeError, RollSealedError } from '../../shared/domain/roll/roll.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { CommandError } from '../command-error.ts'
import { invalidPhoneText } from '../failure-texts.ts'
import { requestValue } from '../keys/ask-team-function.ts'
import { blocker, type Finding, ok, unknown } from '../preflight/finding.ts'
import { printFindings } from '../preflight/print-findings.ts'
import { explanationOf, type Target, type TargetOptions } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import { RollError } from '../roll/roll-error.ts'
import { operateOnRoll } from '../roll/roll-lock.ts'
import { rollTexts } from '../roll/texts.ts'
import { type BuiltSites, checkApi, checkSite } from './check-site.ts'
import { checkStaffSite, staffSiteAdvice } from './check-staff.ts'
import { runCheck, siteClient } from './site-client.ts'
import { newTestVoter, removeTestVoter, simulatorPhone } from './test-voter.ts'
import { runVoterJourney } from './voter-journey.ts'

/** Leaves time to wait for the roll's lock, and to add the test voter before the seal. */
const minSecondsToSeal = 600

const subjects = {
  site: 'Pages',
  api: 'API',
  voter: "Parcours d'un électeur de test",
  staff: 'Site du personnel',
} as const

export interface SmokeOptions extends TargetOptions {
  phone?: string
}

export interface ExpectedSite {
  buildSites: (election: Target['election']) => BuiltSites
  contentSecurityPolicy: string
}

export async function runSmoke(
  target: Target,
  { phone }: SmokeOptions,
  expectedSite: ExpectedSite,
): Promise<number> {
  const { deployment, election } = target
  const phoneReading = readPhone(phone ?? simulatorPhone, election.territories)
  if (phone !== undefined && 'error' in phoneReading) throw new CommandError(invalidPhoneText, 2)
  const { SiteUrl: siteUrl, StaffUrl: staffUrl } = deployment.outputs
  console.log(`${titleOf(election)}, ${siteUrl}`)
  const visitor = siteClient(siteUrl)
  const builtSites = expectedSite.buildSites(election)
  const { contentSecurityPolicy } = expectedSite
  const site = await runCheck(() => checkSite(visitor, builtSites.voters, contentSecurityPolicy))
  const api = await runCheck(() => checkApi(visitor))
  const voter = await journeyFindings(
    target,
    'value' in phoneReading ? phoneReading.value : undefined,
  )
  const staff: Finding[] = []
  const { staff: staffPages } = builtSites
  if (staffUrl && staffPages) {
    const client = siteClient(staffUrl)
    const checkPages = () => checkSite(client, staffPages, contentSecurityPolicy)
    staff.push(...(await runCheck(checkPages)))
    staff.push(...(await runCheck(() => checkStaffSite(client, staffUrl), staffSiteAdvice)))
  }
  return printFindings({ site, api, voter, staff }, subjects, { unknown: 'non essayé' })
}

export const sealedRollFinding = unknown({
  text: "Le parcours n'a pas été mené à son terme : la liste est scellée depuis le jour du vote, ou va l'être, et personne n'y est ajouté.",
  remedy:
    'Essayez-le avant ce jour ; ensuite, docs/runbook.md#le-tableau-de-bord dit ce qui marche.',
})

export const leftoverFinding = ok(
  "L'électeur de test d'un essai interrompu est retiré de la liste.",
)

function judgeError(error: Error): Finding {
  const isBusy = error instanceof RollError && error.problem === 'busy'
  const isRollUnavailable = error instanceof RollModeError || isBusy
  return (isRollUnavailable ? unknown : blocker)({
    text: `Le parcours n'a pas été mené à son terme : ${explanationOf(error)}`,
    remedy:
      "Recommencez ensuite : l'électeur de test qui serait resté est retiré (docs/runbook.md#essayer-ce-qui-est-déployé).",
  })
}

async function journeyFindings(
  { deployment, election }: Target,
  phone: string | undefined,
): Promise<Finding[]> {
  const { database, outputs, keyedValues, askTeamFunction } = deployment
  const { roll, operations } = rollTables(deployment)
  const { mode } = election
  const clock = () => new Date()
  if (secondsLater(clock(), minSecondsToSeal) >= rollSealedAt(election)) return [sealedRollFinding]
  const onWait = (remainingSeconds: number) => console.error(rollTexts.lockWait(remainingSeconds))
  const findings: Finding[] = []
  try {
    await operateOnRoll({ operations, clock, mode, kind: 'smoke', onWait }, async (operation) => {
      const { operationId, unfinishedOperations, checkLockHeld } = operation
      for (const operation of unfinishedOperations) {
        checkLockHeld()
        const removal = await removeTestVoter({ roll, keyedValues }, operation.operationId)
        if (removal === 'removed') findings.push(leftoverFinding)
      }
      const testVoter = await newTestVoter(keyedValues, operationId)
      checkLockHeld()
      await roll.enrolMany([{ ...testVoter.voter, ...(mode === 'rehearsal' && { guest: true }) }])
      try {
        findings.push(
          ...(await runVoterJourney({
            client: siteClient(outputs.SiteUrl),
            passwordLinks: dynamoPasswordLinks(database, outputs.PasswordLinksTable),
            reissues: dynamoReissues(database, outputs.ReissuesTable),
            spokenCode: (sealed) =>
              requestValue(askTeamFunction, { compute: 'spoken-code', sealed }),
            ...{ testVoter, election, phone },
          })),
        )
      } finally {
        await removeTestVoter({ roll, keyedValues }, operationId)
      }
      return { counts: { added: 1, removed: 1 } }
    })
  } catch (error) {
    findings.push(error instanceof RollSealedError ? sealedRollFinding : judgeError(error as Error))
  }
  return findings
}
