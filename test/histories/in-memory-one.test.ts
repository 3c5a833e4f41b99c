import { randomHistories } from './random-histories.ts'

randomHistories(2026)
