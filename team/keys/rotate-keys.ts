import {
  type KeyRings,
  type KeyUses,
  type OriginHeader,
  previousVersionExpiresAt,
  propagatedAt,
  type RingIds,
  type RotatedRing,
  rotatedRings,
  type SentToken,
} from '../../shared/domain/account/key-rotation.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { RollOperations } from '../../shared/domain/roll/roll.ts'
import { makesNotices } from '../../shared/domain/roll/roll-operation.ts'
import { number } from '../../shared/texts/numbers.ts'
import { CommandError } from '../command-error.ts'

const ringNames: Readonly<Record<RotatedRing, string>> = {
  identifierKeys: 'clés des identifiants',
  proofKeys: 'clés des preuves',
  originToken: "jeton d'origine",
}

const countText = (count: number, singular: string, plural: string) =>
  `${number(count)} ${count > 1 ? plural : singular}`

const conflictText =
  "Quelqu'un d'autre a changé ces versions entre-temps. Rien n'a été changé : regardez avec « status », puis recommencez."

export interface Rotation {
  rings: KeyRings
  originHeader: OriginHeader
  uses: KeyUses
  operations: Pick<RollOperations, 'list'>
  clock: Clock
  sleep(milliseconds: number): Promise<unknown>
  moment(at: Date): string
  print(line: string): void
}

/** CloudFront sends a new origin token before the token becomes current, since functions already accept both. */
export async function replaceVersion(rotation: Rotation, name: RotatedRing): Promise<void> {
  const { rings, clock, sleep, moment, print } = rotation
  const ring = await rings.find(name)
  if (ring.previous) {
    if (name === 'originToken') await sendVersion(rotation, ring.current)
    const sinceText = ring.changedAt && moment(new Date(ring.changedAt))
    throw new CommandError(
      `Aucune version n'a été ajoutée (${ringNames[name]}) : celle qui sert a été mise en service ${sinceText}, et celle d'avant est encore acceptée. Si vous repreniez un « replace » interrompu, il était fini : il reste « retire ». Si la version qui sert a fuité : « retire », puis « replace », puis « retire ».`,
    )
  }
  const isAdded = ring.next !== undefined || (await rings.change(name, ring, { change: 'add' }))
  const newRing = ring.next === undefined && isAdded ? await rings.find(name) : ring
  if (!newRing.next) throw new CommandError(conflictText)
  const waitMilliseconds = propagatedAt(newRing).getTime() - clock().getTime()
  if (waitMilliseconds > 0) {
    print(
      `Une version est ajoutée, mais certaines fonctions ne la connaissent peut-être pas encore : attente jusqu'à ${moment(propagatedAt(newRing))}. Vous pouvez interrompre et recommencer.`,
    )
    await sleep(waitMilliseconds)
  }
  if (name === 'originToken') {
    print(
      'CloudFront prend le nouveau jeton : attente de quelques minutes, le temps que tous ses serveurs l’aient.',
    )
    await sendVersion(rotation, newRing.next)
  }
  if (!(await rings.change(name, newRing, { change: 'use' }))) throw new CommandError(conflictText)
  print(
    `La nouvelle version sert (${ringNames[name]}) ; celle d'avant est encore acceptée. Terminez avec « retire ».`,
  )
}

/** Resolves once all edges send the version. Sends it again after each wait, since a deployment may reset it. */
async function sendVersion({ originHeader, sleep }: Rotation, version: string): Promise<void> {
  for (;;) {
    if (!(await originHeader.send(version)))
      throw new Error('The origin token was changed meanwhile')
    if (isSentEverywhere(await originHeader.find(), version)) return
    await sleep(10_000)
  }
}

const isSentEverywhere = (sent: SentToken, version: string) =>
  sent.isEverywhere && sent.version === version

/** Can be repeated after an interruption, like `replaceVersion`. @throws CommandError if the ring's state forbids it */
export async function retireVersion(
  rotation: Rotation,
  name: RotatedRing,
  { forgetBrowsers = false }: { forgetBrowsers?: boolean } = {},
): Promise<void> {
  const { rings, uses, print } = rotation
  const ring = await rings.find(name)
  const { previous } = ring
  if (previous === undefined) {
    const noFormerVersionText = `Aucune version d'avant n'est acceptée (${ringNames[name]}).`
    if (ring.next) throw new CommandError(noFormerVersionText)
    return print(noFormerVersionText)
  }
  const obstacles = await findObstacles(rotation, name, { ...ring, previous }, forgetBrowsers)
  const reasons = obstacles.filter((obstacle) => obstacle !== false)
  if (reasons.length > 0) throw new CommandError(reasons.join('\n'))
  const voterCounts = name === 'identifierKeys' ? await uses.countVotersByVersion() : new Map()
  const usedIds = [...voterCounts.keys()]
  if (!(await rings.change(name, ring, { change: 'retire', usedIds })))
    throw new CommandError(conflictText)
  print(`La version d'avant n'ouvre plus rien (${ringNames[name]}).`)
  const { retired } = await rings.find(name)
  for (const id of retired)
    print(
      `${countText(voterCounts.get(id) ?? 0, 'électeur a', 'électeurs ont')} encore un identifiant fait avec la version ${id}, retirée : il reste valide. Si elle a fuité, donnez-leur d'autres notices avec « npm run roll -- renew ».`,
    )
}

async function findObstacles(
  { uses, operations, originHeader, clock, moment }: Rotation,
  name: RotatedRing,
  ring: RingIds & { previous: string },
  forgetsBrowsers: boolean,
): Promise<(string | false)[]> {
  const propagationEnd = propagatedAt(ring)
  if (clock() < propagationEnd)
    return [
      `Certaines fonctions ne connaissent peut-être pas encore la version en service : recommencez après ${moment(propagationEnd)}.`,
    ]
  const expiresAt = previousVersionExpiresAt(name, ring, forgetsBrowsers)
  if (clock() < expiresAt)
    return [`${stillValidText(name, forgetsBrowsers)} Recommencez après ${moment(expiresAt)}.`]
  switch (name) {
    case 'identifierKeys': {
      const unsentCount = await uses.countUnsentSms(ring.previous)
      const halfNoticeCount = await uses.countHalfNotices(ring.previous)
      const runs = await operations.list()
      const pendingRuns = runs.filter(({ kind, finishedAt }) => makesNotices(kind) && !finishedAt)
      return [
        unsentCount > 0 &&
          `${countText(unsentCount, 'SMS n’est pas encore parti', 'SMS ne sont pas encore partis')}, dont la version d'avant fait l'identifiant : recommencez quand ils le seront.`,
        halfNoticeCount > 0 &&
          `${countText(halfNoticeCount, 'notice imprimée à moitié', 'notices imprimées à moitié')} avec la version d'avant : la fin ne pourrait plus être lue. Faites-en imprimer d'autres par l'assistance, ou donnez-en avec « npm run roll -- renew », puis recommencez.`,
        ...pendingRuns.map(
          ({ kind, startedAt }) =>
            `L'opération ${kind} commencée ${moment(startedAt)} n'est pas terminée, et ses notices ne sont pas écrites : relancez-la, puis recommencez.`,
        ),
      ]
    }
    case 'proofKeys': {
      const cancellableCount = await uses.countCancellableReissues(propagationEnd)
      return [
        cancellableCount > 0 &&
          `${countText(cancellableCount, 'demande attend', 'demandes attendent')} son SMS, et le lien qui l'annule est fait avec la version d'avant : recommencez quand il sera parti.`,
      ]
    }
    case 'originToken':
      return [
        !isSentEverywhere(await originHeader.find(), ring.current) &&
          'CloudFront n’envoie pas encore partout la version qui sert, ou un déploiement l’a annulée. Lancez « replace » encore une fois, puis recommencez.',
      ]
  }
}

function stillValidText(name: RotatedRing, forgetsBrowsers: boolean): string {
  if (name === 'originToken') return "Des sessions ouvertes avec la version d'avant peuvent durer."
  if (name === 'identifierKeys')
    return "Des codes ont pu être envoyés par SMS avec la version d'avant."
  if (forgetsBrowsers)
    return "Des codes envoyés par e-mail avec la version d'avant peuvent encore servir."
  return "Des navigateurs sont connus par la version d'avant, pour 90 jours au plus. Si la clé a fuité, « --forget-browsers » n’attend que les codes, deux jours."
}

export async function showVersions({ rings, uses, moment, print }: Rotation): Promise<void> {
  for (const name of rotatedRings) {
    const ring = await rings.find(name)
    const sinceText = ring.changedAt && moment(new Date(ring.changedAt))
    const change = sinceText ? `dernier changement ${sinceText}` : "la première de l'élection"
    print(`${ringNames[name]} : version ${ring.current}, ${change}`)
    if (ring.next) print(`  ${ring.next} : ajoutée, pas encore en usage`)
    if (ring.previous) print(`  ${ring.previous} : la version d'avant, encore acceptée`)
    if (name !== 'identifierKeys') continue
    for (const [id, count] of await uses.countVotersByVersion())
      print(
        `  ${id} : ${countText(count, 'électeur a ou a eu un identifiant', 'électeurs ont ou ont eu un identifiant')} fait avec elle`,
      )
  }
}
