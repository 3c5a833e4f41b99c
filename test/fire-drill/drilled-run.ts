import { type LocalRun, type RunOptions, runLocally } from '../journey/local-run.ts'

export const mailsPerDay = 400

export const startDrilledRun = (): Promise<LocalRun> => runLocally(drillOptions())

export const drillOptions = ({ electionChanges, ...others }: Partial<RunOptions> = {}) => ({
  extraVoterCount: 250,
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
