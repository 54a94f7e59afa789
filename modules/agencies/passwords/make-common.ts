// Makes common.filter from lists of breached passwords, one a line, on standard input:
//   cat lists/* | node modules/agencies/passwords/make-common.ts
// Which lists, and where they come from, is in README.md beside this file.
import { readFileSync, writeFileSync } from 'node:fs'
import { asCompared, isWorthKeeping } from './common.ts'
import { makeFilter } from './filter.ts'

const lines = readFileSync(0, 'utf8').split('\n')
const words = new Set(lines.map(asCompared).filter(isWorthKeeping))
writeFileSync(new URL('common.filter', import.meta.url), makeFilter(words, words.size, 12, 8))
console.log(`${words.size} passwords`)
