import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ReissueQueue } from '../../shared/domain/reissue/reissue.ts'

export interface OpenQueue {
  queue: ReissueQueue
  receive(): Promise<string[]>
  delayed(): Promise<number>
  stop?(): Promise<void>
}

/** What the use cases rely on. @param open a queue whose own delay is of minutes */
export function queueContract(open: () => Promise<OpenQueue>): void {
  let opened: OpenQueue

  beforeEach(async () => {
    opened = await open()
  }, 60_000)
  afterEach(() => opened?.stop?.())

  it('holds a message back as long as the queue says', async () => {
    await opened.queue.put({ reissueId: randomUUID() })
    expect(await opened.receive()).toEqual([])
    expect(await opened.delayed()).toBe(1)
  })

  it('hands a message over at once when it is told to', async () => {
    const reissueId = randomUUID()
    await opened.queue.put({ reissueId }, 0)
    const bodies = await opened.receive()
    expect(bodies.map((body) => JSON.parse(body))).toEqual([{ reissueId }])
  })
}
