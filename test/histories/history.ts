import { unknownPhoneRule } from '../../shared/domain/account/known-phone.ts'
import { eligibilityOf } from '../../shared/domain/reissue/eligibility.ts'
import { obstacleOf } from '../../shared/domain/reissue/obstacle.ts'
import { isUnderWay, type ReissueState } from '../../shared/domain/reissue/reissue.ts'
import type { Receipt } from '../../shared/domain/sms/sms-delivery.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { aPhone } from '../builders/voters.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import type { Fate, Happening, History } from './happenings.ts'
import { checkInvariants, must, type PhoneUses, unlessViolated } from './invariants.ts'
import { aWorld, type Waiting, type World } from './world.ts'

/** The tables must be empty. */
export async function play(
  tables: Tables,
  phoneUses: PhoneUses,
  { happenings, knowsPhone, ...settled }: History,
) {
  const world = await aWorld(tables, settled)
  if (knowsPhone) await world.know(world.voters[0], world.phones[0])
  const course = courseOf(tables, phoneUses, world)
  for (const one of happenings) {
    await course.happen(one)
    await course.check()
  }
  await course.settle()
  return course.ending()
}

export function courseOf(tables: Tables, phoneUses: PhoneUses, world: World) {
  const { clocks, voters, phones, broken, messages, texts, known } = world
  const { ask, consume, receive, cancel, withdraw, requeue, free, look, deaths } = world
  const { change, pass } = clocks
  const { bounce, writeAgain, bounced } = world

  async function check(): Promise<void> {
    const looked = await look()
    await clocks.check(looked.reissues)
    await checkInvariants({ ...world, ...looked, phoneUses })
    await world.checkPhones(looked.items, phoneUses)
  }

  async function happen(one: Happening): Promise<void> {
    switch (one.what) {
      case 'ask':
        return ask(pick(voters, one.voter), pick(phones, one.phone), one.death)
      case 'succeed': {
        await ask(pick(voters, one.voter), pick(phones, one.phone), undefined)
        for (const queue of ['mail', 'sms'] as const) {
          const last = messages[queue].at(-1)
          const done = last && (await consume(queue, last, undefined).catch(unlessViolated))
          if (done) messages[queue].splice(messages[queue].indexOf(last), 1)
        }
        return
      }
      case 'deliver': {
        const waiting = messages[one.queue]
        if (waiting.length === 0) return
        const position = one.message % waiting.length
        const message = waiting[position] as Waiting
        const { queue, death, tokenSeconds } = one
        const done = await consume(queue, message, death, tokenSeconds).catch(unlessViolated)
        if (done && !one.again) waiting.splice(position, 1)
        return
      }
      case 'receive': {
        if (texts.length === 0) return
        const { messageId } = pick(texts, one.text)
        const receipt = { messageId, ...saidOf(one.fate) }
        await receive(receipt, one.death)
        if (one.again) await receive({ ...receipt, failure: 'unknown' }, undefined)
        return
      }
      case 'cancel': {
        const ids = [...known.keys()]
        if (ids.length > 0) await cancel(pick(ids, one.reissue), one.death)
        return
      }
      case 'withdraw': {
        const ids = [...known.keys()]
        if (ids.length > 0) await withdraw(pick(ids, one.reissue), one.death)
        return
      }
      case 'bounce':
        return bounce(one.mail, one.death)
      case 'write-again':
        return writeAgain(pick(voters, one.voter))
      case 'requeue':
        return requeue(one.death)
      case 'free':
        return free(pick(phones, one.phone))
      case 'help':
        return world.help(pick(voters, one.voter), one.action, one.death)
      case 'register':
        await world.register(pick(voters, one.voter), pick(phones, one.phone), one.death)
        return pass(one.thenSeconds)
      case 'remove':
        await world.remove(pick(voters, one.voter), one.death)
        return one.thenUndo ? world.undo(pick(voters, one.voter), undefined) : undefined
      case 'undo':
        return world.undo(pick(voters, one.voter), one.death)
      case 'ask-known':
        return ask(pick(voters, one.voter), undefined, one.death)
      case 'pass':
        return pass(one.seconds)
      case 'enter':
        return world.enter(pick(voters, one.voter))
      case 'see':
        pass(one.afterSeconds)
        return world.seeAll()
      case 'wait':
        return world.wait()
      case 'suspend':
      case 'resume':
        change({ change: one.what })
        return pass(one.thenSeconds)
      case 'extend':
        return change({ change: one.what, minutes: one.minutes })
      case 'break': {
        const phone = pick(phones, one.phone)
        if (one.how === 'works') broken.delete(phone)
        else broken.set(phone, one.how)
      }
    }
  }

  async function settle(): Promise<void> {
    broken.clear()
    change({ change: 'resume' })
    for (let round = 0; round < 12; round++) {
      pass(round < 3 ? 200 : 86_400)
      await requeue(undefined)
      for (const queue of ['mail', 'sms', 'news'] as const) {
        for (const message of messages[queue].splice(0)) {
          const done = await consume(queue, message, undefined)
          if (!done) messages[queue].push(message)
        }
      }
      await check()
      const { reissues } = await look()
      const due = reissues.filter(({ state, mailDueAt }) => isUnderWay(state) || mailDueAt)
      if (due.length === 0) break
    }
    const { reissues } = await look()
    for (const { state, mailDueAt } of reissues) {
      must(!isUnderWay(state), 'every accepted request ends')
      must(!mailDueAt, 'every accepted request is confirmed, or has nothing to confirm')
    }
    for (const { messageId } of reissues) {
      if (messageId) await receive({ messageId }, undefined)
    }
    await check()
    for (const { state } of (await look()).reissues) {
      must(['delivered', 'failed', 'cancelled'].includes(state), 'and in a final state')
    }
    await askAgain()
  }

  /** Each voter with requests left gets one with a phone of their own: nobody is left without a way. */
  async function askAgain(): Promise<void> {
    const { items } = await look()
    for (const [position, voter] of voters.entries()) {
      const before = items[position] as Voter
      // Near the end no other phone gets an SMS, and the known one may have had all of its own.
      if (unknownPhoneRule(world.election, clocks.times.watch.clock()).otherPhone === 'refuse')
        continue
      await ask(voter, aPhone(), undefined)
      const { pendingReissueId } = (await tables.voters.find(voter.voterId)) as Voter
      const now = clocks.times.watch.clock()
      const obstacle = obstacleOf(eligibilityOf(before, world.election, now), now)
      must(!obstacle === (pendingReissueId !== undefined), 'whoever may ask again is accepted')
    }
  }

  async function ending() {
    const { reissues } = await look()
    const ended = (state: ReissueState) => reissues.filter((one) => one.state === state).length
    return {
      ...{ delivered: ended('delivered'), failed: ended('failed'), cancelled: ended('cancelled') },
      withdrawn: reissues.filter((one) => one.withdrawn).length,
      disowned: reissues.filter((one) => one.disownedAt).length,
      texts: texts.length,
      bounced: bounced(),
      suspensions: clocks.suspensions(),
      refused: world.refused(),
      entered: world.entered(),
      finished: world.finished(),
      expired: world.ended(),
      helped: world.helped(),
      printed: [...world.printed.values()].reduce((sum, { notices }) => sum + notices, 0),
      beyond: world.beyond(),
      registered: world.registered(),
      undone: world.undone.size,
      toKnown: world.toKnown(),
      delayed: reissues.filter((one) => one.delayEndsAt).length,
      deaths: deaths(),
    }
  }

  return { happen, check, settle, ending }
}

function saidOf(fate: Fate): Pick<Receipt, 'failure' | 'limit'> {
  if (fate === 'arrived') return {}
  return fate === 'failed' ? { failure: 'unreachable' } : { failure: 'service-limit', limit: fate }
}

function pick<Item>(items: readonly Item[], position: number): Item {
  return items[position % items.length] as Item
}
