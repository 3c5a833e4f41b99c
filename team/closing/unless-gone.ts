/** @param gone the name of the error that says so @returns undefined when it is not there */
export async function unlessGone<Read>(
  read: () => Promise<Read>,
  gone = 'ResourceNotFoundException',
): Promise<Read | undefined> {
  try {
    return await read()
  } catch (error) {
    if ((error as Error).name === gone) return undefined
    throw error
  }
}
