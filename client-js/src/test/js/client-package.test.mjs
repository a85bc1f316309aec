import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import * as client from '../../main/js/parley-client.js';

const PACKAGE = new URL('../../../', import.meta.url);
const read = (name) => readFile(new URL(name, PACKAGE), 'utf8');

/** The members of a class that others may call. */
function membersOf(type) {
  return Object.getOwnPropertyNames(type.prototype).filter((name) => name !== 'constructor');
}

describe('the package', () => {
  it('gives out what its description says', async () => {
    const description = JSON.parse(await read('package.json'));
    const entry = description.exports['.'];
    assert.deepEqual([description.type, entry.default, entry.types], ['module', description.main, description.types]);
    assert.equal(await import(new URL(entry.default, PACKAGE)), client);
    assert.ok((await read(entry.types)).length > 0);
    assert.equal(description.dependencies, undefined);
  });

  it('declares the types of everything that it gives out', async () => {
    const types = await read('src/main/js/parley-client.d.ts');
    const declared = [...types.matchAll(/^export (?:class|function|const) (\w+)/gm)].map(([, name]) => name);
    assert.deepEqual(declared.sort(), Object.keys(client).sort());
    for (const type of [client.ParleyClient, client.Messages, client.Transcript]) {
      const [, body] = types.match(new RegExp(`class ${type.name} \\{\\n([^]*?)\\n\\}`));
      const known = new Set([...body.matchAll(/^ {2}(?:readonly )?(\w+)[(<:?]/gm)].map(([, name]) => name));
      for (const name of membersOf(type)) assert.ok(known.has(name), `${type.name}.${name}`);
    }
    const [, limits] = types.match(/interface Limits \{\n([^]*?)\n\}/);
    const named = [...limits.matchAll(/readonly (\w+):/g)].map(([, name]) => name);
    assert.deepEqual(named.sort(), Object.keys(client.DEFAULT_LIMITS).sort());
  });

  it('explains every call, event and option', async () => {
    const [types, readme] = await Promise.all([read('src/main/js/parley-client.d.ts'), read('README.md')]);
    const bodyOf = (name) => types.match(new RegExp(`(?:class|interface) ${name} \\{\\n([^]*?)\\n\\}`))[1];
    const namesIn = (name) => [...bodyOf(name).matchAll(/^ {2}(?:readonly )?(\w+)[(<:?]/gm)].map(([, found]) => found);
    for (const name of ['ClientEvents', 'Options', 'ParleyClient', 'Messages', 'Transcript', 'Limits'])
      for (const member of namesIn(name).filter((each) => each !== 'constructor' && each !== 'emit'))
        assert.match(readme, new RegExp(`\`[^\`]*\\b${member}\\b`), `${name}.${member}`);
  });

  it('hands out every event that it declares', async () => {
    const types = await read('src/main/js/parley-client.d.ts');
    const [, body] = types.match(/interface ClientEvents \{\n([^]*?)\n\}/);
    const declared = [...body.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
    const names = ['client', 'streams', 'emitter'].map((name) => read(`src/main/js/parley-client/${name}.js`));
    const sources = (await Promise.all(names)).join('');
    const emitted = new Set([...sources.matchAll(/emit\('(\w+)'/g)].map(([, name]) => name));
    const passedOn = ['opened', 'presence', 'typing', 'read', 'goaway']; // under the type of the frame
    for (const name of passedOn) assert.match(sources, new RegExp(`case '${name}':`));
    assert.deepEqual([...emitted, ...passedOn].sort(), declared.sort());
  });
});
