import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { importFaults } from '../../scripts/import-rule.ts'
import { anchorsOf, brokenLinks, files, namedButMissing, pathsOutside, read } from './documents.ts'

const all = files()
const documents = all.filter((path) => path.endsWith('.md')).map(read)
const decisions = documents.filter(({ path }) => path.startsWith('docs/decisions/'))

suite('documents', () => {
  test('every link and picture within the project leads somewhere', () => {
    assert.deepEqual(
      documents.flatMap((document) => brokenLinks(document)),
      [],
    )
    assert.ok(documents.length > 15)
  })

  test('every file that a document names is there', () => {
    assert.deepEqual(
      documents.flatMap((document) => namedButMissing(document, new Set(all))),
      [],
    )
  })

  test('no file names a path outside the project', () => {
    const texts = all.filter((path) => /\.(md|tsx?|mjs|mts|json|sql|css|sh)$|^\.ci\//.test(path))
    assert.deepEqual(
      texts.map(read).flatMap((document) => pathsOutside(document)),
      [],
    )
  })

  test('every npm command that a document names is a script of package.json', () => {
    const { scripts } = JSON.parse(read('package.json').text) as { scripts: Record<string, string> }
    const named = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\bnpm (?:run )?(start|test|(?<=run )[a-z:]*[a-z])\b/g)].map(([, name]) => ({
        path,
        name: name!,
      })),
    )
    assert.deepEqual(
      named.filter(({ name }) => scripts[name] === undefined),
      [],
    )
    assert.ok(named.length > 20)
  })
})

suite('decision records', () => {
  test('are numbered without gap or repetition, and each says its number', () => {
    const names = decisions.map(({ path }) => path.slice('docs/decisions/'.length)).toSorted()
    const numbers = names.map((name) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]))
    assert.deepEqual(
      numbers,
      names.map((_, index) => index + 1),
    )
    for (const { path, text } of decisions) {
      const number = Number(/\/(\d{4})-/.exec(path)?.[1])
      assert.match(text, new RegExp(`^# ${number}\\. \\S`), path)
    }
  })

  test('name every package that package.json takes', () => {
    const json = JSON.parse(read('package.json').text) as Record<string, Record<string, string> | undefined>
    const taken = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.keys(json[kind] ?? {}),
    )
    const words = decisions.map(({ text }) => text).join('\n')
    assert.deepEqual(
      taken.filter((name) => !words.includes(`\`${name}\``)),
      [],
    )
    assert.ok(taken.length > 20)
  })

  test('do not list as not taken what is taken', () => {
    const { text } = read('docs/decisions/0016-not-taken.md')
    const { dependencies, devDependencies } = JSON.parse(read('package.json').text) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >
    const left = [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name!)
    assert.ok(left.length > 3)
    assert.deepEqual(
      left.filter((name) => name in dependencies || name in devDependencies),
      [],
    )
  })
})

test('the table of rooms in docs/house.md is the import rule', () => {
  const rows = [...read('docs/house.md').text.matchAll(/^\| `(\w+)\/` \|.*\| ([^|]*) \|$/gm)]
  const rooms = rows.map(([, room]) => room!)
  for (const [, room, cell] of rows) {
    const told = [...cell!.matchAll(/`(\w+)`/g)].map(([, name]) => name)
    const really = rooms.filter(
      (other) =>
        other !== room &&
        importFaults([{ path: `${room}/a.ts`, text: `import { x } from '#${other}/x.ts'` }]).length === 0,
    )
    assert.deepEqual(told, really, room)
  }
  const { imports } = JSON.parse(read('package.json').text) as { imports: Record<string, string> }
  assert.deepEqual(
    rooms.toSorted(),
    Object.keys(imports)
      .map((name) => name.slice(1, -2))
      .filter((name) => name !== 'test')
      .toSorted(),
  )
})

suite('the checks themselves', () => {
  const broken = (text: string) =>
    brokenLinks({ path: 'docs/a.md', text }, (path) => (path === 'docs/b.md' ? { text: '# A heading: one' } : null))

  test('find a link to nothing, out of the project, or to a heading that is not there', () => {
    assert.deepEqual(broken('[x](c.md)'), ['docs/a.md: c.md leads to nothing'])
    assert.deepEqual(broken('![x](../../c.png "t")'), ['docs/a.md: ../../c.png leads out of the project'])
    assert.deepEqual(broken('<img alt="" src="c.png">'), ['docs/a.md: c.png leads to nothing'])
    assert.deepEqual(broken('[x](b.md#two)'), ['docs/a.md: b.md#two leads to a heading that is not there'])
    assert.deepEqual(broken('[x](#one)'), ['docs/a.md: #one leads to a heading that is not there'])
  })

  test('leave right links, other sites and code alone', () => {
    assert.deepEqual(broken('[x](b.md#a-heading-one) [y](https://example.org/z) \n```\n[x](c.md)\n```\n'), [])
    assert.deepEqual(broken('# One\n[x](#one)'), [])
  })

  test('write anchors as GitHub does', () => {
    assert.deepEqual(
      [...anchorsOf('## All settings\n### Changing SECRET_KEY\n## Who, what?')],
      ['all-settings', 'changing-secret_key', 'who-what'],
    )
  })

  test('find paths of a machine and steps above the root', () => {
    const found = (path: string, text: string) => pathsOutside({ path, text }).length
    const home = ['', 'home', 'sara', 'notes'].join('/')
    assert.equal(found('README.md', `see ${home}`), 1)
    assert.equal(found('README.md', `see ${'../'}notes.md`), 1)
    assert.equal(found('docs/a.md', '[x](../README.md)'), 0)
    assert.equal(found('README.md', 'open https://example.org/home/page and /registry/notify'), 0)
  })

  test('find a file that is named and not there', () => {
    const there = new Set(['app/a.ts'])
    assert.deepEqual(namedButMissing({ path: 'a.md', text: '`app/a.ts` and `app/b.ts`' }, there), [
      'a.md: there is no app/b.ts',
    ])
  })
})
