import { setImmediate } from 'node:timers/promises'

interface Call {
  method: string
  run(): Promise<unknown>
}

type Around = (call: Call) => Promise<unknown>

export function intercept<Port extends object>(port: Port, around: Around): Port {
  return new Proxy(port, {
    get(target, property) {
      const method: unknown = Reflect.get(target, property)
      if (typeof method !== 'function') return method
      const name = String(property)
      if (method.constructor.name === 'AsyncGeneratorFunction') {
        return (...given: unknown[]) => steps(name, Reflect.apply(method, target, given), around)
      }
      return (...given: unknown[]) =>
        around({ method: name, run: () => Reflect.apply(method, target, given) })
    },
  })
}

async function* steps(method: string, generator: AsyncGenerator, around: Around) {
  while (true) {
    const step = (await around({ method, run: () => generator.next() })) as IteratorResult<unknown>
    if (step.done) return
    yield step.value
  }
}

export type Guard = <Port extends object>(port: Port) => Port

export const scheduledBy =
  (scheduler: { schedule(turn: Promise<void>, name: string): Promise<void> }): Guard =>
  (port) =>
    intercept(port, async ({ method, run }) => {
      await scheduler.schedule(Promise.resolve(), method)
      return run()
    })

export function guarded<Ports extends Record<Name, object>, Name extends keyof Ports>(
  ports: Ports,
  guard: Guard,
  ...names: Name[]
): Ports {
  return { ...ports, ...Object.fromEntries(names.map((name) => [name, guard(ports[name])])) }
}

/** A failure comes before the call takes effect, or after it (the answer is lost). */
export type Moment = 'before' | 'after'
export const moments: readonly Moment[] = ['before', 'after']

export class EngineDown extends Error {
  override name = 'TimeoutError'
}

export function failing<Port extends object>(
  port: Port,
  method: keyof Port & string,
  moment: Moment,
  times = 1,
): Port {
  let left = times
  return intercept(port, async (call) => {
    if (call.method !== method || left === 0) return call.run()
    left--
    if (moment === 'after') await call.run()
    throw new EngineDown(`${method} got no answer`)
  })
}

/** Counts calls without an answer. Call number `slow.call` takes longer than all that may follow it. */
export function unansweredCalls(slow: { call: number }) {
  let calls = 0
  let unanswered = 0
  return {
    made: () => calls,
    unanswered: () => unanswered,
    guard: <Port extends object>(port: Port) =>
      intercept(port, async ({ run }) => {
        unanswered++
        calls++
        for (let turns = calls === slow.call ? 50 : 1; turns > 0; turns--) await setImmediate()
        return run().finally(() => unanswered--)
      }),
  }
}

const never = new Promise<never>(() => {})

/**
 * One invocation, which dies before or after the effect of its n-th call: that call never returns, and no later call
 * has an effect.
 */
export function anInvocation(death: { call: number; moment: Moment }) {
  const died = Promise.withResolvers<'killed'>()
  const underWay = new Set<Promise<unknown>>()
  let dead = false
  let calls = 0
  const die = () => {
    dead = true
    died.resolve('killed')
    return never
  }
  const around: Around = async (call) => {
    if (dead) return never
    calls++
    const last = calls === death.call
    if (last && death.moment === 'before') return die()
    const running = call.run()
    underWay.add(running)
    const answer = await running.finally(() => underWay.delete(running))
    return last || dead ? die() : answer
  }
  return {
    guard: <Port extends object>(port: Port) => intercept(port, around),
    /** Runs until the invocation ends, or dies and its pending calls have ended. */
    async run(run: () => Promise<unknown>): Promise<'ended' | 'killed'> {
      const fate = await Promise.race([run().then(() => 'ended' as const), died.promise])
      if (fate === 'killed') await Promise.allSettled(underWay)
      return fate
    },
  }
}

/**
 * Plays `scenario` once for every way to kill one invocation, call after call, until it outlives the last one.
 * @returns the number of ways
 */
export async function everyDeath(
  scenario: (invocation: ReturnType<typeof anInvocation>) => Promise<'ended' | 'killed'>,
): Promise<number> {
  for (let call = 1; ; call++) {
    for (const moment of moments) {
      if ((await scenario(anInvocation({ call, moment }))) === 'ended') return 2 * (call - 1)
    }
  }
}
