import { type LocalRun, type RunOptions, runLocally } from '../journey/local-run.ts'

export const mailsPerDay = 400

export function startDrilledRun(options: Partial<RunOptions> = {}): Promise<LocalRun> {
  const { electionChanges, ...others } = options
  return runLocally({
    extraVoters: 250,
    ...others,
    electionChanges: {
      smsDelaySeconds: 1,
      smsPerSecond: 50,
      mailsPerSecond: 50,
      mailsPerDay,
      lambdaConcurrency: 1000,
      ...electionChanges,
    },
  })
}
