import { SingleBar } from 'cli-progress'

interface ProgressBar {
  at(done: number, total: number): void
  /** Removes the bar before other output. */
  stop(): void
}

const formats = {
  percentage: '{percentage} %',
  rate: '{value} / {total}, {rate}/s, {eta_formatted}',
}

const showEveryMilliseconds = 100

export async function withProgressBar<Done>(
  title: string,
  format: keyof typeof formats,
  work: (bar: ProgressBar) => Promise<Done>,
): Promise<Done> {
  const bar = new SingleBar({
    format: `${title} {bar} ${formats[format]}`,
    barsize: 30,
    stream: process.stderr,
    clearOnComplete: true,
    etaBuffer: 1000,
  })
  const startedAt = performance.now()
  let shownAt: number | undefined
  let isOver = false
  const stop = () => {
    isOver = true
    bar.stop()
  }
  try {
    return await work({
      at(done, total) {
        const now = performance.now()
        const isSoon = shownAt !== undefined && now - shownAt < showEveryMilliseconds
        if (isOver || (isSoon && done < total)) return
        const rate = String(Math.round((done * 1000) / (now - startedAt)))
        if (shownAt === undefined) bar.start(total, done, { rate })
        else bar.update(done, { rate })
        shownAt = now
      },
      stop,
    })
  } finally {
    stop()
  }
}
