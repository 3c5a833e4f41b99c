import {
  expiredAt,
  type KeyRings,
  type KeyUses,
  type OriginHeader,
  propagatedAt,
  type RingIds,
  type RotatedRing,
  rotatedRings,
} from '../../shared/domain/account/key-rotation.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { RollOperations } from '../../shared/domain/roll/roll.ts'
import { makesNotices } from '../../shared/domain/roll/roll-operation.ts'
import { CommandError } from '../command-error.ts'
import { keysTexts as texts } from './texts.ts'

// Each command checks, then writes a ring once, so an interrupted one can be run again.
// Each throws a CommandError if the ring is not as requested.

export interface Rotation {
  rings: KeyRings
  originHeader: OriginHeader
  uses: KeyUses
  operations: Pick<RollOperations, 'all'>
  clock: Clock
  sleep(milliseconds: number): Promise<unknown>
  moment(at: Date): string
  tell(line: string): void
}

/**
 * Adds a version, and takes it into use once all functions accept it. CloudFront sends a new origin token before the token
 * becomes the current one, so that functions accept whatever CloudFront sends meanwhile, or a deployment resolves.
 */
export async function replaceVersion(rotation: Rotation, name: RotatedRing): Promise<void> {
  const { rings, clock, sleep, moment, tell } = rotation
  const found = await rings.find(name)
  if (found.previous) {
    // A deployment may have reset CloudFront to the former token.
    if (name === 'originToken') await sendFromNowOn(rotation, found.current)
    // A run interrupted at its end looks the same as a second leak.
    const since = found.changedAt && moment(new Date(found.changedAt))
    throw new CommandError(texts.notReplaced(name, since))
  }
  const isAdded = found.next !== undefined || (await rings.change(name, found, { change: 'add' }))
  const ring = found.next === undefined && isAdded ? await rings.find(name) : found
  if (!ring.next) throw new CommandError(texts.changedMeanwhile)
  const waitMilliseconds = propagatedAt(ring).getTime() - clock().getTime()
  if (waitMilliseconds > 0) {
    tell(
      `Une version est ajoutée, que tout ne connaît pas encore : attente jusqu'à ${moment(propagatedAt(ring))}. Vous pouvez interrompre et recommencer.`,
    )
    await sleep(waitMilliseconds)
  }
  if (name === 'originToken') {
    tell(
      'CloudFront prend le nouveau jeton : attente de quelques minutes, le temps que tous ses serveurs l’aient.',
    )
    await sendFromNowOn(rotation, ring.next)
  }
  if (!(await rings.change(name, ring, { change: 'use' })))
    throw new CommandError(texts.changedMeanwhile)
  tell(texts.used(name))
}

/** Resolves once every edge of CloudFront sends this version. */
export async function sendFromNowOn(
  { originHeader, sleep }: Pick<Rotation, 'originHeader' | 'sleep'>,
  version: string,
): Promise<void> {
  if (!(await originHeader.begin(version)))
    throw new Error('The origin token was changed meanwhile')
  while (!(await originHeader.find()).isEverywhere) await sleep(10_000)
}

export async function retireVersion(
  rotation: Rotation,
  name: RotatedRing,
  { forgetBrowsers = false }: { forgetBrowsers?: boolean } = {},
): Promise<void> {
  const { rings, uses, tell } = rotation
  const ring = await rings.find(name)
  const { previous } = ring
  if (previous === undefined) {
    if (ring.next) throw new CommandError(texts.nothingToRetire(name))
    return tell(texts.nothingToRetire(name))
  }
  const reasons = await obstaclesTo(rotation, name, { ...ring, previous }, forgetBrowsers)
  if (reasons.length > 0) throw new CommandError(reasons.join('\n'))
  const identifiers = name === 'identifierKeys' ? await uses.identifiers() : new Map()
  const standing = [...identifiers.keys()]
  if (!(await rings.change(name, ring, { change: 'retire', standing })))
    throw new CommandError(texts.changedMeanwhile)
  tell(texts.retired(name))
  const { retired } = await rings.find(name)
  for (const id of retired) tell(texts.stillChecked(id, identifiers.get(id) ?? 0))
}

async function obstaclesTo(
  { uses, operations, originHeader, clock, moment }: Rotation,
  name: RotatedRing,
  ring: RingIds & { previous: string },
  forgetsBrowsers: boolean,
): Promise<string[]> {
  const known = propagatedAt(ring)
  if (clock() < known)
    return [`Tout ne connaît pas encore la version qui sert : recommencez après ${moment(known)}.`]
  const outlived = expiredAt(name, ring, forgetsBrowsers)
  if (clock() < outlived) return [texts.notOutlived(name, moment(outlived), forgetsBrowsers)]
  switch (name) {
    case 'identifierKeys': {
      const unsent = await uses.unsentSms(ring.previous)
      const all = await operations.all()
      const unfinished = all.filter(({ kind, finishedAt }) => makesNotices(kind) && !finishedAt)
      return [
        ...(unsent > 0 ? [texts.unsent(unsent)] : []),
        ...unfinished.map(
          ({ kind, startedAt }) =>
            `L'opération ${kind} commencée ${moment(startedAt)} n'est pas terminée, et ses notices ne sont pas écrites : relancez-la, puis recommencez.`,
        ),
      ]
    }
    case 'proofKeys': {
      const cancellable = await uses.cancellable(known)
      return cancellable > 0 ? [texts.cancellable(cancellable)] : []
    }
    case 'originToken':
      return (await originHeader.find()).version === ring.current
        ? []
        : [
            'CloudFront n’envoie pas la version qui sert : un déploiement a pu l’annuler. Lancez « replace » encore une fois, puis recommencez.',
          ]
  }
}

export async function showVersions({ rings, uses, moment, tell }: Rotation): Promise<void> {
  for (const name of rotatedRings) {
    const ring = await rings.find(name)
    const since = ring.changedAt && moment(new Date(ring.changedAt))
    tell(texts.ring(name, ring.current, since))
    if (ring.next) tell(`  ${ring.next} : ajoutée, pas encore en usage`)
    if (ring.previous) tell(`  ${ring.previous} : la version d'avant, encore acceptée`)
    if (name !== 'identifierKeys') continue
    for (const [id, count] of await uses.identifiers()) tell(texts.identifiers(id, count))
  }
}
