import { join } from 'node:path'
import { distFiles, distFolders, differences } from '../../../release/dist.ts'

const root = join(__dirname, '../../..')
const files = (contents: Readonly<Record<string, string>>) =>
  new Map(Object.entries(contents).map(([path, text]) => [path, Buffer.from(text)]))

test('finds the bundle of each action', () => {
  expect(distFolders(root)).toEqual(expect.arrayContaining(['dist', 'github-token/dist', 'plan/dist']))
  const found = distFiles(root)
  expect(found).toEqual(expect.arrayContaining(['dist/main/index.js', 'dist/post/index.js', 'plan/dist/licenses.txt']))
  expect(found.filter((path) => path.includes('node_modules'))).toEqual([])
})

test('names each file that differs', () => {
  const committed = files({ 'dist/a': '1', 'dist/b': '1', 'dist/c': '1' })
  expect(differences(committed, files({ 'dist/a': '1', 'dist/b': '1\r', 'dist/d': '1' }))).toEqual([
    'dist/b: different content',
    'dist/c: no longer built',
    'dist/d: not committed',
  ])
  expect(differences(committed, committed)).toEqual([])
})
