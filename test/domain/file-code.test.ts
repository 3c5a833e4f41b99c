import { expect, test } from 'vitest'
import { hashFileCode, newFileCode, storeNewCode } from '../../shared/domain/staff/file-code.ts'
import { currentKey, keys, now, voterId } from '../builders/values.ts'

test('a file code has eight random digits', () => {
  const drawn = Array.from({ length: 50 }, newFileCode)
  for (const code of drawn) expect(code).toMatch(/^\d{8}$/)
  expect(new Set(drawn).size).toBe(50)
})

test('a code that another voter has is drawn again, five times at most', async () => {
  const key = currentKey(keys['captcha-code'])
  const drawn = ['00000001', '00000002', '00000003', '00000004', '00000005', '00000006']
  const keeping = async (isFree: (codeHash: string) => boolean) => {
    const left = [...drawn]
    const generateCode = () => left.shift() as string
    const fileCodes = { store: async ({ codeHash }: { codeHash: string }) => isFree(codeHash) }
    return storeNewCode({ fileCodes, key, generateCode }, { voterId }, now)
  }
  const fifth = hashFileCode(key, '0000 0005')
  expect((await keeping((codeHash) => codeHash === fifth)).code).toBe('00000005')
  const sixth = hashFileCode(key, '0000 0006')
  await expect(keeping((codeHash) => codeHash === sixth)).rejects.toThrow()
})
