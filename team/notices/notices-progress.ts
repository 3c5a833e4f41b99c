import { SingleBar } from 'cli-progress'
import { noticesCommandText as texts } from '../../shared/texts/roll/notice-command.ts'

/** A bar with the rate and the time left on a terminal; nothing elsewhere. */
export function noticesProgress() {
  const bar = new SingleBar({ format: texts.progress, noTTYOutput: false, hideCursor: true })
  let startedAt = 0
  return {
    update(done: number, total: number): void {
      if (done === 0) {
        startedAt = Date.now()
        bar.start(total, 0, { rate: '—', left: '—' })
        return
      }
      const perSecond = (1_000 * done) / Math.max(1, Date.now() - startedAt)
      const left = texts.left(Math.ceil((total - done) / perSecond))
      bar.update(done, { rate: Math.round(perSecond), left })
    },
    stop: () => bar.stop(),
  }
}
