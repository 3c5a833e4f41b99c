import { SingleBar } from 'cli-progress'

interface ProgressBar {
  update(doneCount: number, total: number): void
  stop(): void
}

const formats = {
  percentage: '{percentage} %',
  rate: '{value} / {total}, {rate}/s, {eta_formatted}',
}

const minIntervalMilliseconds = 100

export async function withProgressBar<Result>(
  title: string,
  format: keyof typeof formats,
  work: (bar: ProgressBar) => Promise<Result>,
): Promise<Result> {
  const bar = new SingleBar({
    format: `${title} {bar} ${formats[format]}`,
    barsize: 30,
    stream: process.stderr,
    clearOnComplete: true,
    etaBuffer: 1000,
  })
  const startedAt = performance.now()
  let shownAt: number | undefined
  let isStopped = false
  const stop = () => {
    isStopped = true
    bar.stop()
  }
  try {
    return await work({
      update(doneCount, total) {
        const now = performance.now()
        const isTooSoon = shownAt !== undefined && now - shownAt < minIntervalMilliseconds
        if (isStopped || (isTooSoon && doneCount < total)) return
        const rate = String(Math.round((doneCount * 1000) / (now - startedAt)))
        if (shownAt === undefined) bar.start(total, doneCount, { rate })
        else bar.update(doneCount, { rate })
        shownAt = now
      },
      stop,
    })
  } finally {
    stop()
  }
}
