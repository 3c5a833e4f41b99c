import { deflateSync, Unzip, unzipSync } from 'node:zlib'

/** Replaces, in bundles, `fflate`, whose tables slow the cold start of captchas. */
export const [zlibSync, unzlibSync, Unzlib] = [deflateSync, unzipSync, Unzip]
