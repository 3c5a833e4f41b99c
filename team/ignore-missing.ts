export async function ignoreMissing<Value>(
  read: () => Promise<Value>,
  errorName = 'ResourceNotFoundException',
): Promise<Value | undefined> {
  try {
    return await read()
  } catch (error) {
    const { name, code } = error as NodeJS.ErrnoException
    if (name === errorName || code === errorName) return undefined
    throw error
  }
}
